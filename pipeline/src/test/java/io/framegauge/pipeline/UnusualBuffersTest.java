package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.StageCounts;
import java.util.EnumSet;
import org.freedesktop.gstreamer.Format;
import org.freedesktop.gstreamer.State;
import org.freedesktop.gstreamer.event.SeekFlags;
import org.freedesktop.gstreamer.event.SeekType;
import org.junit.jupiter.api.Test;

/// Buffers that are not simply frames, ends that are not the end.
class UnusualBuffersTest {
  private static final String PUSHED =
      "appsrc name=src ! identity name=counter ! fakesink name=sink async=false";

  /// Trap 9: whatever a buffer's flags say, it is a buffer.
  @Test
  void shouldCountBuffersWhateverTheyAre() throws InterruptedException {
    try (MeasuredPipeline pipeline = new MeasuredPipeline(PUSHED, MeasuredPipeline.metrics())) {
      pipeline.play();
      PushedBuffers pushed =
          new PushedBuffers(pipeline.element("src"))
              .begin("video/x-h264,stream-format=byte-stream,alignment=au");
      pushed.push(PushedBuffers.buffer(7), 1);
      pushed.push(PushedBuffers.buffer(7, PushedBuffers.GAP, PushedBuffers.DELTA_UNIT), 2);
      pushed.push(PushedBuffers.buffer(7, PushedBuffers.DROPPABLE, PushedBuffers.DELTA_UNIT), 3);
      pushed.push(PushedBuffers.buffer(7, PushedBuffers.HEADER), 4); // SPS, PPS and the picture
      pushed.push(PushedBuffers.buffer(7, PushedBuffers.CORRUPTED, PushedBuffers.DELTA_UNIT), 5);
      pushed.push(PushedBuffers.buffer(0, PushedBuffers.DELTA_UNIT), 6);
      pushed.end();
      pipeline.end();

      StageCounts counter = pipeline.stage("counter");
      assertThat(pipeline.statistic("counter", "num-buffers")).isEqualTo(21);
      assertThat(counter.buffers()).isEqualTo(21);
      assertThat(counter.bytes()).isEqualTo(15 * 7);
      assertThat(counter.frames()).isEqualTo(21);
      assertThat(counter.keyframes()).isEqualTo(5);
      assertThat(pipeline.stage("sink").buffers()).isEqualTo(21);
    }
  }

  /// Trap 9: an encoder that sends its headers in buffers of their own (Theora sends three) has not
  /// made more frames than it was given, nor more key frames.
  @Test
  void shouldNotTakeHeadersForFrames() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        new MeasuredPipeline(
            "videotestsrc num-buffers=10 ! video/x-raw,width=64,height=48,framerate=25/1"
                + " ! theoraenc ! identity name=counter ! fakesink",
            MeasuredPipeline.metrics())) {
      pipeline.run();

      StageCounts counter = pipeline.stage("counter");
      assertThat(pipeline.statistic("counter", "num-buffers")).isEqualTo(13);
      assertThat(counter.buffers()).isEqualTo(13);
      assertThat(counter.frames()).isEqualTo(10);
      assertThat(counter.keyframes()).isEqualTo(1);
    }
  }

  /// Trap 10: after the end of stream GStreamer refuses buffers; a second end is no news.
  @Test
  void shouldCountNothingBehindTheEnd() throws InterruptedException {
    try (MeasuredPipeline pipeline = new MeasuredPipeline(PUSHED, MeasuredPipeline.metrics())) {
      pipeline.play();
      PushedBuffers pushed =
          new PushedBuffers(pipeline.element("src")).begin("application/octet-stream");
      assertThat(pushed.push(PushedBuffers.buffer(1), 3)).isEqualTo(PushedBuffers.OK);
      pushed.end();
      assertThat(pushed.push(PushedBuffers.buffer(1), 4)).isEqualTo(PushedBuffers.EOS);
      pushed.end();
      pipeline.end();

      assertThat(pipeline.stage("src").buffers()).isEqualTo(3);
      assertThat(pipeline.stage("counter").buffers()).isEqualTo(3);
      assertThat(pipeline.stage("sink").buffers()).isEqualTo(3);
      assertThat(pipeline.statistic("counter", "num-buffers")).isEqualTo(3);
    }
  }

  /// Trap 10: a source that plays the same second three times without an end between.
  @Test
  void shouldCountEveryRoundOfALoop() {
    try (AttachedPipeline program =
            new AttachedPipeline(
                "videotestsrc name=src ! video/x-raw,format=GRAY8,width=16,height=16,framerate=25/1"
                    + " ! identity name=x ! fakesink name=sink");
        PipelineTelemetry telemetry = program.attach()) {
      program.state(State.PAUSED);
      Handoffs handoffs = Handoffs.of(program.element("x"));
      long before = program.passed("x");
      SegmentEnds ends = new SegmentEnds(program.pipeline);
      for (int round = 1; round <= 3; round++) {
        SeekFlags first = round == 1 ? SeekFlags.FLUSH : SeekFlags.SEGMENT;
        assertThat(
                program.pipeline.seek(
                    1.0,
                    Format.TIME,
                    EnumSet.of(first, SeekFlags.SEGMENT),
                    SeekType.SET,
                    0,
                    SeekType.SET,
                    1_000_000_000))
            .isTrue();
        program.pipeline.play();
        int done = round;
        Await.until("round " + round, () -> ends.count() == done);
      }
      Await.until("the sink", () -> AttachedPipeline.stage(telemetry, "sink").frames() >= 75);

      assertThat(before).isEqualTo(1);
      assertThat(handoffs.count()).isBetween(75L, 76L); // the first seek may find one under way
      assertThat(AttachedPipeline.stage(telemetry, "sink").frames())
          .isEqualTo(handoffs.count() + before);
    }
  }
}
