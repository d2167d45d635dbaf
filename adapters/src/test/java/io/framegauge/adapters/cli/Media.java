package io.framegauge.adapters.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Pictures and videos that `gst-launch-1.0` makes, and what it finds in files, without a line of
/// the product.
///
/// @param folder where it is started
record Media(Path folder) {
  /// Runs elements, given as one text, to the end of their stream.
  void launch(String elements) {
    List<String> words = new ArrayList<>(List.of("gst-launch-1.0", "-q"));
    words.addAll(List.of(elements.split(" ")));
    String ignored = Child.outputOf(folder, Map.of(), words);
    if (ignored.contains("ERROR")) {
      throw new AssertionError(ignored);
    }
  }

  /// The encoded frames of a file, one behind the other.
  byte[] encoded(Path file, String demuxer) {
    return output("filesrc location=%s ! %s".formatted(file, demuxer));
  }

  /// The pixels of all frames of a file, one behind the other.
  byte[] pixels(Path file) {
    return output(
        "filesrc location=%s ! decodebin ! videoconvert ! video/x-raw,format=I420".formatted(file));
  }

  private byte[] output(String elements) {
    try {
      Path to = Files.createTempFile(folder, "out", "");
      launch(elements + " ! filesink location=" + to);
      return Files.readAllBytes(to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The files in a folder and below it by name.
  static List<Path> filesIn(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted(Comparator.naturalOrder()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
