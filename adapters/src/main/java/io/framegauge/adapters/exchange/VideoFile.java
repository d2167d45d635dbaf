package io.framegauge.adapters.exchange;

import io.framegauge.pipeline.port.OutgoingFrame;
import io.framegauge.pipeline.port.SidePipeline;
import io.framegauge.pipeline.port.SidePipelines;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// A Matroska file of frames of one format, which can be played up to where it was written even if
/// nobody completes it. Frames are put in as they are encoded; raw ones and PNG, which have no
/// place in such a file or too much of it, as JPEG.
final class VideoFile implements ChunkContent {
  private static final String ENDING = ".mkv";
  private static final String FILE =
      "m.video_0 matroskamux name=m offset-to-zero=true"
          + " ! filesink name=file sync=false buffer-mode=unbuffered";
  private static final String ENCODE = "videoconvert ! jpegenc quality=90 ! ";

  private final String caps;
  private final SidePipeline side;

  private VideoFile(String caps, SidePipeline side) {
    this.caps = caps;
    this.side = side;
  }

  static ChunkContent begin(Chunk chunk, OutgoingFrame first, SidePipelines sides) {
    SidePipeline side =
        sides.start(
            before(first.caps()) + FILE, Map.of("file.location", chunk.beside(ENDING).toString()));
    side.format(first.caps());
    return new VideoFile(first.caps(), side);
  }

  /// The elements in front of the file.
  static String before(String caps) {
    String codec = Formats.codec(caps);
    return switch (codec) {
      case "h264", "hevc" -> {
        // without a header of the decoder's in the caps it is in the stream
        String parser = codec.equals("h264") ? "h264parse ! " : "h265parse ! ";
        yield caps.contains("codec_data=") && !caps.contains("byte-stream") ? "" : parser;
      }
      case "png" -> "pngdec ! " + ENCODE;
      default -> codec.startsWith("raw-") ? ENCODE : "";
    };
  }

  @Override
  public boolean takes(OutgoingFrame frame) {
    return caps.equals(frame.caps());
  }

  @Override
  public Optional<String> write(OutgoingFrame frame, int number) {
    side.push(SideFrames.of(frame));
    return Optional.empty();
  }

  @Override
  public void finish(Duration atMost) {
    side.finish(atMost);
    close();
  }

  @Override
  public void close() {
    side.close();
  }
}
