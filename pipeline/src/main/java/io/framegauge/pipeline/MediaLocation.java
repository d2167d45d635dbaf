package io.framegauge.pipeline;

import io.framegauge.config.Section;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a source's data is: a path or a URI. A local file is looked at before anything starts.
final class MediaLocation {
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  private MediaLocation() {}

  /// The value of a `uri` property as a URI; a path is meant as the user typed it, from the current
  /// directory. What is wrong with a local file becomes a problem of the key.
  static String uri(Section properties, String key, String given) {
    try {
      if (!SCHEME.matcher(given).matches()) {
        Path path = Path.of(given).toAbsolutePath().normalize();
        check(properties, key, path, given);
        return path.toUri().toString();
      }
      if (given.startsWith("file:")) {
        check(properties, key, Path.of(URI.create(given)), given);
      }
    } catch (IllegalArgumentException e) { // an InvalidPathException is one
      properties.problem(key, "must be a path or a URI: " + key + "=" + given);
    }
    return given;
  }

  /// Looks at the value of a `location` property that is to be read.
  static void path(Section properties, String key, String given) {
    try {
      check(properties, key, Path.of(given), given);
    } catch (InvalidPathException e) {
      properties.problem(key, "must be a path: " + key + "=" + given);
    }
  }

  private static void check(Section properties, String key, Path path, String given) {
    problem(path).ifPresent(rule -> properties.problem(key, rule + ": " + key + "=" + given));
  }

  private static Optional<String> problem(Path path) {
    if (!Files.exists(path)) {
      return Optional.of("no such file");
    }
    if (Files.isDirectory(path)) {
      return Optional.of("must be a file, not a folder");
    }
    return Files.isReadable(path) ? Optional.empty() : Optional.of("the file may not be read");
  }
}
