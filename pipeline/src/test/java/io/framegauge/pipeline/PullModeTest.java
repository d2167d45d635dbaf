package io.framegauge.pipeline;

import static io.framegauge.pipeline.AttachedPipeline.names;
import static io.framegauge.pipeline.AttachedPipeline.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.StageCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A demuxer that can read where it likes asks for bytes; nothing is pushed to it.
class PullModeTest {
  @TempDir private Path folder;
  private Path video;

  @BeforeEach
  void record() {
    video = folder.resolve("video.mkv");
    try (AttachedPipeline program =
        new AttachedPipeline(
            "videotestsrc num-buffers=50 ! video/x-raw,width=64,height=48,framerate=25/1"
                + " ! jpegenc ! matroskamux ! filesink location="
                + video)) {
      program.run();
    }
  }

  private AttachedPipeline reading(String between) {
    return new AttachedPipeline(
        "filesrc name=file location=%s ! %s matroskademux name=demux ! identity name=x ! fakesink name=sink"
            .formatted(video, between));
  }

  /// Trap 4: reads are not buffers, their bytes not bytes that were pushed.
  @Test
  void shouldNotTakeReadsForBuffers() {
    try (AttachedPipeline program = reading("");
        PipelineTelemetry telemetry = program.attach()) {
      program.run();

      assertThat(stage(telemetry, "file").buffers()).isZero();
      assertThat(stage(telemetry, "file").bytes()).isZero();
      assertThat(stage(telemetry, "x").frames()).isEqualTo(50);
      assertThat(program.passed("x")).isEqualTo(50);
      assertThat(stage(telemetry, "sink").frames()).isEqualTo(50);
    }
  }

  /// Behind a queue the same demuxer takes what is pushed: every byte of the file once.
  @Test
  void shouldCountWhatIsPushedToADemuxer() throws IOException {
    try (AttachedPipeline program = reading("queue name=q !");
        PipelineTelemetry telemetry = program.attach()) {
      program.run();

      assertThat(stage(telemetry, "demux").bytes()).isEqualTo(Files.size(video));
      assertThat(stage(telemetry, "sink").frames()).isEqualTo(50);
    }
  }

  /// Trap 5: the same pad pushes, is pulled from, and pushes again.
  @Test
  void shouldCountOnlyWhatIsPushedWhenAPadChangesItsMode() throws IOException {
    try (AttachedPipeline program =
            new AttachedPipeline("identity name=alone filesrc name=file location=" + video);
        PipelineTelemetry telemetry = program.attach()) {
      Element file = program.element("file");
      Element sink = AttachedPipeline.make("fakesink", "bytes");
      program.pipeline.add(sink);
      assertThat(file.link(sink)).isTrue();
      program.run();
      StageCounts first = stage(telemetry, "bytes");
      assertThat(first.bytes()).isEqualTo(Files.size(video));

      file.unlink(sink);
      AttachedPipeline.remove(program.pipeline, sink);
      Element demux = AttachedPipeline.make("matroskademux", "demux");
      program.pipeline.add(demux);
      assertThat(file.link(demux)).isTrue();
      Element frames = AttachedPipeline.make("fakesink", "frames");
      program.pipeline.add(frames);
      demux.connect((Element.PAD_ADDED) (element, pad) -> pad.link(frames.getStaticPad("sink")));
      program.run();
      assertThat(names(telemetry)).contains("file", "demux", "frames");
      assertThat(stage(telemetry, "frames").frames()).isEqualTo(50);
      assertThat(stage(telemetry, "demux").frames()).isEqualTo(50); // a source, as long as it pulls
      assertThat(stage(telemetry, "file").bytes()).isEqualTo(Files.size(video));

      file.unlink(demux);
      AttachedPipeline.remove(program.pipeline, demux);
      AttachedPipeline.remove(program.pipeline, frames);
      Element again = AttachedPipeline.make("fakesink", "bytes");
      program.pipeline.add(again);
      assertThat(file.link(again)).isTrue();
      program.run();
      assertThat(stage(telemetry, "bytes").bytes()).isEqualTo(2 * Files.size(video));
      assertThat(program.element("file").getState()).isEqualTo(State.NULL);
    }
  }
}
