package io.framegauge.pipeline;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;

/// Where the system's loader looks for libraries. The binding of GStreamer asks `ldconfig -p` for
/// them, a process at each start, unless it is told.
final class LibraryFolders {
  private static final String PROPERTY = "jna.platform.library.path";
  private static final Path CONFIGURATION = Path.of("/etc/ld.so.conf");
  private static final String INCLUDED = "ld.so.conf.d";

  /// Those of this processor on Debian, which may have libraries for others too, that their folders
  /// would bring first by name; the binding takes the first that it finds, as it does by itself.
  private static final List<String> OWN =
      List.of("/usr/lib/" + processor() + "-linux-gnu", "/lib/" + processor() + "-linux-gnu");

  private static final List<String> ALWAYS = List.of("/usr/lib64", "/lib64", "/usr/lib", "/lib");

  private LibraryFolders() {}

  /// Tells the binding, before it loads anything; whoever has told it already is right.
  static void tell() {
    if (System.getProperty(PROPERTY) == null) {
      configured(CONFIGURATION)
          .ifPresent(folders -> System.setProperty(PROPERTY, String.join(":", folders)));
    }
  }

  /// The folders of this processor, those that a configuration of the loader names, in its order,
  /// then those that it needs not name; empty when it says more than a list of folders, which is
  /// left to `ldconfig`.
  static Optional<Set<String>> configured(Path configuration) {
    Set<String> folders = new LinkedHashSet<>(OWN);
    try {
      for (String line : lines(configuration)) {
        boolean understood =
            line.startsWith("include ")
                ? include(configuration, line, folders)
                : add(line, folders);
        if (!understood) {
          return Optional.empty();
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    folders.addAll(ALWAYS);
    folders.removeIf(folder -> !Files.isDirectory(Path.of(folder)));
    return Optional.of(folders);
  }

  private static String processor() {
    String name = System.getProperty("os.arch");
    return name.equals("amd64") ? "x86_64" : name;
  }

  private static boolean include(Path configuration, String line, Set<String> folders)
      throws IOException {
    Path folder = configuration.resolveSibling(INCLUDED);
    String pattern = line.substring("include ".length()).strip();
    if (!pattern.equals(folder + "/*.conf") && !pattern.equals(INCLUDED + "/*.conf")) {
      return false;
    }
    boolean understood = true;
    for (Path file : included(folder)) {
      for (String further : lines(file)) {
        understood &= add(further, folders);
      }
    }
    return understood;
  }

  private static List<Path> included(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
        found.forEach(files::add);
      }
    }
    files.removeIf(file -> !file.toString().endsWith(".conf"));
    files.sort(null);
    return files;
  }

  private static List<String> lines(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      int comment = line.indexOf('#');
      String text = (comment < 0 ? line : line.substring(0, comment)).strip();
      if (!text.isEmpty()) {
        lines.add(text);
      }
    }
    return lines;
  }

  private static boolean add(String line, Set<String> folders) {
    StringTokenizer words = new StringTokenizer(line, " \t:,");
    boolean understood = true;
    while (words.hasMoreTokens()) {
      String word = words.nextToken();
      understood &= word.startsWith("/") && word.indexOf('=') < 0;
      folders.add(word);
    }
    return understood;
  }
}
