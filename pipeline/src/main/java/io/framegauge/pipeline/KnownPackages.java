package io.framegauge.pipeline;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which Debian package brings an element factory, for the factories that users miss most.
public final class KnownPackages {
  private static final String LIST = "packages.txt";
  private static final Map<Pattern, String> PACKAGES = read();

  private KnownPackages() {}

  /// What to do about a missing factory, if its package is known and not installed: of a package
  /// that is installed some other factory would be there.
  static Optional<String> sentence(String factory, Set<String> installed) {
    return of(factory)
        .filter(name -> installed.stream().noneMatch(other -> of(other).equals(Optional.of(name))))
        .map(name ->
            "the element "
                + factory
                + " is not installed; it comes with the package "
                + name
                + ": apt-get install "
                + name);
  }

  /// The package that brings a factory, if it is known.
  public static Optional<String> of(String factory) {
    return PACKAGES.entrySet().stream()
        .filter(entry -> entry.getKey().matcher(factory).matches())
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /// The package that most likely brings a part which GStreamer misses while it runs.
  ///
  /// @param type as in missing-plugin messages
  static Optional<String> ofPart(String type) {
    return switch (type) {
      case "decoder", "encoder" -> Optional.of("gstreamer1.0-libav");
      case "element" -> Optional.of("gstreamer1.0-plugins-bad");
      default -> Optional.empty();
    };
  }

  private static Map<Pattern, String> read() {
    Map<Pattern, String> packages = new LinkedHashMap<>();
    try (InputStream in = KnownPackages.class.getResourceAsStream(LIST)) {
      if (in == null) {
        throw new IllegalStateException(LIST + " is missing from the program");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(line -> add(packages, line.strip().split("\\s+")));
      return packages;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(Map<Pattern, String> packages, String[] words) {
    for (int i = 1; i < words.length; i++) {
      packages.put(Pattern.compile(words[i]), words[0]);
    }
  }
}
