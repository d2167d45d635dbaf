package io.framegauge.pipeline;

import static io.framegauge.pipeline.AttachedPipeline.names;
import static io.framegauge.pipeline.AttachedPipeline.records;
import static io.framegauge.pipeline.AttachedPipeline.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.config.ConfigurationException;
import io.framegauge.pipeline.gst.Pads;
import io.framegauge.telemetry.record.StatRecord;
import org.freedesktop.gstreamer.State;
import org.junit.jupiter.api.Test;

/// A program's own pipeline; it hears of the end of stream over its own bus.
class AttachTest {
  private static final String FRAMES = "video/x-raw,format=GRAY8,width=16,height=16";

  private static AttachedPipeline chain(int frames) {
    return new AttachedPipeline(
        "videotestsrc name=src num-buffers=%d ! %s ! identity name=x ! queue name=q ! fakesink name=sink"
            .formatted(frames, FRAMES));
  }

  @Test
  void shouldMeasureFromBeforeTheStart() {
    try (AttachedPipeline program = chain(95);
        PipelineTelemetry telemetry = program.attach()) {
      program.run();
      telemetry.detach();

      assertThat(names(telemetry)).startsWith("src").endsWith("x", "q", "sink").hasSize(5);
      assertThat(AttachedPipeline.stages(telemetry))
          .allSatisfy(s -> assertThat(s.frames()).as(s.name()).isEqualTo(95));
      assertThat(records(telemetry))
          .extracting(StatRecord::frameNo)
          .containsExactly(0L, 10L, 20L, 30L, 40L, 50L, 60L, 70L, 80L, 90L, 95L);
    }
  }

  @Test
  void shouldCountWhatComesAfterItWasAttachedInMidStream() {
    try (AttachedPipeline program =
        new AttachedPipeline(
            "videotestsrc num-buffers=500 ! "
                + FRAMES
                + " ! identity name=x sleep-time=100 ! identity name=y ! fakesink name=sink")) {
      program.pipeline.play();
      Await.until("some frames", () -> program.passed("y") > 100);
      program.state(State.PAUSED);
      long before = program.passed("y");
      try (PipelineTelemetry telemetry = program.attach()) {
        program.pipeline.play();
        program.awaitEnd();

        assertThat(stage(telemetry, "y").frames()).isEqualTo(500 - before);
        assertThat(stage(telemetry, "sink").frames()).isEqualTo(500 - before);
      }
    }
  }

  @Test
  void shouldCountTheSameInTwoAttachmentsOfWhichOneIsDetachedUnderLoad() {
    try (AttachedPipeline program = chain(100_000);
        PipelineTelemetry first = program.attach();
        PipelineTelemetry second = program.attach()) {
      program.pipeline.play();
      Await.until("some frames", () -> stage(second, "sink").frames() > 1_000);
      second.detach();
      long atDetach = stage(second, "sink").frames();
      program.awaitEnd();

      assertThat(stage(first, "x").frames()).isEqualTo(100_000);
      assertThat(stage(first, "sink").frames()).isEqualTo(100_000);
      assertThat(stage(second, "sink").frames()).isBetween(atDetach, atDetach + 1);
    }
  }

  @Test
  void shouldLeaveNothingBehindWhenAttachedAndDetachedUnderLoadAgainAndAgain() {
    try (AttachedPipeline program = chain(-1)) {
      program.pipeline.play();
      int probes = Pads.attached();
      for (int i = 0; i < 50; i++) {
        try (PipelineTelemetry telemetry = program.attach()) {
          Await.until("some frames", () -> stage(telemetry, "sink").frames() > 20);
          long x = stage(telemetry, "x").frames();
          assertThat(stage(telemetry, "x").frames()).isGreaterThanOrEqualTo(x);
        }
      }
      Await.until("probes are gone", () -> Pads.attached() == probes);
      assertThat(threads("framegauge-sampler")).isZero();
    }
  }

  private static long threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name) && thread.isAlive())
        .count();
  }

  @Test
  void shouldRefuseWrongSettings() {
    try (AttachedPipeline program = chain(1)) {
      AttachOptions options = AttachedPipeline.options().set("metrics.frame_perod", 5);

      assertThatThrownBy(() -> PipelineTelemetry.attach(program.pipeline, options))
          .isInstanceOf(ConfigurationException.class)
          .hasMessage(
              "--set parameters.telemetry.metrics.frame_perod:1:1:"
                  + " parameters.telemetry.metrics.frame_perod: unknown key. Did you mean"
                  + " \"frame_period\"?");
    }
  }

  @Test
  void shouldNotKeepThePipelineAlive() {
    AttachedPipeline program = chain(10);
    int probes = Pads.attached();
    try (PipelineTelemetry telemetry = program.attach()) {
      program.run();
      assertThat(Pads.attached()).isEqualTo(probes + 4);
      program.close();
      program.pipeline.dispose();

      Await.until("stages of a pipeline that is gone", () -> names(telemetry).isEmpty());
      assertThat(Pads.attached()).isEqualTo(probes);
    }
  }
}
