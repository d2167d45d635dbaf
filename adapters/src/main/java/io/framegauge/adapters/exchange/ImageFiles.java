package io.framegauge.adapters.exchange;

import io.framegauge.pipeline.port.OutgoingFrame;
import io.framegauge.pipeline.port.SidePipeline;
import io.framegauge.pipeline.port.SidePipelines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// A picture file for each frame, in a folder with the chunk's number: JPEG and PNG as they come,
/// raw pictures as JPEG.
final class ImageFiles implements ChunkContent {
  private static final String ENCODE =
      "videoconvert ! jpegenc quality=90 ! multifilesink name=files sync=false";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final SidePipelines sides;
  private Optional<SidePipeline> encoder = Optional.empty();
  private String encodes = "";
  private int nextEncoded;

  private ImageFiles(Path folder, SidePipelines sides) {
    this.folder = folder;
    this.sides = sides;
  }

  static ChunkContent begin(Chunk chunk, OutgoingFrame first, SidePipelines sides)
      throws IOException {
    return new ImageFiles(Files.createDirectory(chunk.beside("")), sides);
  }

  /// Each picture is one by itself.
  @Override
  public boolean takes(OutgoingFrame frame) {
    return true;
  }

  @Override
  public Optional<String> write(OutgoingFrame frame, int number) throws IOException {
    String codec = Formats.codec(frame.caps());
    boolean asItIs = codec.equals("jpeg") || codec.equals("png");
    String name = "%06d.%s".formatted(number, asItIs ? codec : "jpeg");
    if (asItIs) {
      Files.write(folder.resolve(name), frame.bytes(), StandardOpenOption.CREATE_NEW);
    } else if (codec.startsWith("raw-")) {
      encode(frame, number);
    } else {
      throw new IllegalStateException("must be decoded, or JPEG or PNG: caps=" + frame.caps());
    }
    return Optional.of(folder.getFileName() + "/" + name);
  }

  /// GStreamer encodes, and writes by itself.
  private void encode(OutgoingFrame frame, int number) {
    if (encoder.isEmpty() || !encodes.equals(frame.caps()) || nextEncoded != number) {
      finish(PATIENCE);
      String pattern = folder.toString().replace("%", "%%") + "/%06d.jpeg";
      encoder =
          Optional.of(
              sides.start(
                  ENCODE,
                  Map.of("files.location", pattern, "files.index", Integer.toString(number))));
      encodes = frame.caps();
      encoder.get().format(encodes);
    }
    encoder.get().push(SideFrames.of(frame));
    nextEncoded = number + 1;
  }

  @Override
  public void finish(Duration atMost) {
    encoder.ifPresent(side -> side.finish(atMost));
    close();
  }

  @Override
  public void close() {
    encoder.ifPresent(SidePipeline::close);
    encoder = Optional.empty();
  }
}
