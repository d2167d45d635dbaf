package io.framegauge.adapters.exchange;

import io.framegauge.config.Section;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The picture files that a location names: a file, a folder with those in it that are named as
/// pictures, or a pattern such as `folder/left-*.jpg`.
final class PictureList {
  private static final String KEY = "location";
  private static final String PATTERN_CHARACTERS = ".*[*?\\[{].*";
  private static final Pattern NAMED_AS_PICTURE =
      Pattern.compile("[^.].*\\.(jpe?g|png)", Pattern.CASE_INSENSITIVE);

  private final Section properties;
  private final String location;
  private final boolean byTime;

  private PictureList(Section properties, String location, boolean byTime) {
    this.properties = properties;
    this.location = location;
    this.byTime = byTime;
  }

  /// The files in the order in which they are to be sent, one of which is a picture at least; empty
  /// when something is wrong.
  ///
  /// @param properties of which `location` is one
  /// @param byTime whether the one that was changed first comes first, else they come by name
  static Optional<List<Path>> read(Section properties, boolean byTime) {
    if (!properties.has(KEY)) {
      properties.problem(KEY, "a value is needed, such as a folder of pictures");
      return Optional.empty();
    }
    return properties
        .text(KEY)
        .flatMap(location -> new PictureList(properties, location, byTime).files());
  }

  private Optional<List<Path>> files() {
    try {
      Path path = Path.of(location);
      if (Files.isDirectory(path)) {
        return folder(path);
      }
      if (Files.isRegularFile(path)) {
        return single(path);
      }
      Path name = path.getFileName();
      return name != null && name.toString().matches(PATTERN_CHARACTERS)
          ? matching(path.toAbsolutePath().resolveSibling(""), name.toString())
          : wrong("no such file or folder");
    } catch (InvalidPathException e) {
      return wrong("must be a file, a folder or a pattern");
    } catch (IOException | UncheckedIOException | DirectoryIteratorException e) {
      return wrong("the folder may not be read");
    }
  }

  private Optional<List<Path>> single(Path file) {
    return PictureFile.read(file) instanceof PictureFile.None none
        ? wrong(none.reason().words())
        : Optional.of(List.of(file));
  }

  private Optional<List<Path>> folder(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (NAMED_AS_PICTURE.matcher(name(entry)).matches() && Files.isRegularFile(entry)) {
          found.add(entry);
        }
      }
    }
    return found.isEmpty()
        ? wrong("no file in the folder is named .jpg, .jpeg or .png")
        : checked(found);
  }

  private Optional<List<Path>> matching(Path folder, String pattern) throws IOException {
    if (!Files.isDirectory(folder)) {
      return wrong("no such folder");
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
      for (Path entry : entries) {
        if (Files.isRegularFile(entry)) {
          found.add(entry);
        }
      }
    } catch (PatternSyntaxException e) {
      return wrong("must be a file, a folder or a pattern");
    }
    return found.isEmpty() ? wrong("no file has a name like that") : checked(found);
  }

  private Optional<List<Path>> checked(List<Path> found) throws IOException {
    List<Path> sorted = byTime ? byTime(found) : byName(found);
    return sorted.stream().anyMatch(file -> PictureFile.read(file) instanceof PictureFile.Picture)
        ? Optional.of(sorted)
        : wrong("none of " + sorted.size() + " files is a JPEG or PNG picture");
  }

  private static List<Path> byName(List<Path> files) {
    return files.stream().sorted(Comparator.comparing(PictureList::name)).toList();
  }

  /// Those of the same time by name. Times are asked for once: they may change meanwhile.
  private static List<Path> byTime(List<Path> files) throws IOException {
    Map<Path, FileTime> times = new HashMap<>();
    for (Path file : files) {
      times.put(file, Files.getLastModifiedTime(file));
    }
    return files.stream()
        .sorted(
            Comparator.<Path, FileTime>comparing(
                    file -> times.getOrDefault(file, FileTime.fromMillis(0)))
                .thenComparing(PictureList::name))
        .toList();
  }

  private static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? "" : name.toString();
  }

  private Optional<List<Path>> wrong(String rule) {
    properties.problem(KEY, rule + ": " + KEY + "=" + location);
    return Optional.empty();
  }
}
