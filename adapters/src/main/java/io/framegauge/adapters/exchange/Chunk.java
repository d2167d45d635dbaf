package io.framegauge.adapters.exchange;

import io.framegauge.adapters.transport.VideoObject;
import io.framegauge.pipeline.port.OutgoingFrame;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A numbered part of what is written of a source, in a folder of that source: a line of JSON for
/// each frame in `0000.jsonl`, and beside it what else has that number. One thread.
///
/// A chunk has the first number above all that are in the folder, whoever wrote them, so that
/// nothing there is ever written over.
final class Chunk implements AutoCloseable {
  private static final Pattern NUMBERED = Pattern.compile("(\\d{4,9})(?:\\..*)?");
  private static final String LINES = ".jsonl";

  private final Path stem;
  private final Writer lines;
  private int frames;

  private Chunk(Path stem, Writer lines) {
    this.stem = stem;
    this.lines = lines;
  }

  /// Begins one.
  static Chunk begin(Path location, String sourceId) throws IOException {
    Path folder = Files.createDirectories(location.resolve(folderName(sourceId)));
    int number = free(folder);
    while (true) {
      Path stem = folder.resolve("%04d".formatted(number));
      try {
        Path file = stem.resolveSibling(stem.getFileName() + LINES);
        return new Chunk(stem, Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW));
      } catch (FileAlreadyExistsException e) {
        number++; // another process was faster
      }
    }
  }

  private static int free(Path folder) throws IOException {
    int free = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        Matcher numbered = NUMBERED.matcher(String.valueOf(entry.getFileName()));
        if (numbered.matches()) {
          free = Math.max(free, Integer.parseInt(numbered.group(1)) + 1);
        }
      }
    }
    return free;
  }

  /// The name of a source's folder, another one for each source: what may not be in every file name
  /// is written in percent and two digits, as in URLs.
  static String folderName(String sourceId) {
    if (sourceId.isEmpty()) {
      throw new IllegalStateException("the source of a frame is not known");
    }
    StringBuilder name = new StringBuilder();
    for (byte each : sourceId.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (each & 0xFF);
      boolean plain = String.valueOf(character).matches("[A-Za-z0-9_-]");
      if (plain || (character == '.' && !name.isEmpty())) {
        name.append(character);
      } else {
        name.append("%%%02X".formatted((int) character));
      }
    }
    return name.toString();
  }

  /// What has the chunk's number.
  ///
  /// @param ending of its name, may be empty
  Path beside(String ending) {
    return stem.resolveSibling(stem.getFileName() + ending);
  }

  /// Frames that have been written.
  int frames() {
    return frames;
  }

  /// A frame has been written.
  ///
  /// @param file as [MetadataLine] tells it
  void written(OutgoingFrame frame, Optional<String> file, List<VideoObject> objects)
      throws IOException {
    lines.write(MetadataLine.of(frame, file, objects));
    lines.flush();
    frames++;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
