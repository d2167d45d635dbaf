package io.framegauge.pipeline;

import static io.framegauge.pipeline.AttachedPipeline.stage;
import static org.assertj.core.api.Assertions.assertThat;

import org.freedesktop.gstreamer.Pad;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Probes that the application has put on the same pads. GStreamer calls probes in the order in
/// which they were added, those that block first.
class ProbeOrderTest {
  private static AttachedPipeline chain() {
    return new AttachedPipeline(
        "videotestsrc name=src num-buffers=100 ! video/x-raw,format=GRAY8,width=16,height=16"
            + " ! identity name=x ! identity name=y ! fakesink name=sink");
  }

  private static Pad out(AttachedPipeline program) {
    return program.element("x").getStaticPad("src");
  }

  private static OtherProbes everySecond(AttachedPipeline program, int answer) {
    return new OtherProbes(
        out(program), OtherProbes.BUFFER, call -> call % 2 == 0 ? answer : OtherProbes.PASS);
  }

  /// Trap 7: what a probe before ours takes away never passes the pad.
  @ParameterizedTest
  @ValueSource(ints = {OtherProbes.DROP, OtherProbes.HANDLED})
  void shouldNotCountWhatAnEarlierProbeTakesAway(int answer) {
    try (AttachedPipeline program = chain()) {
      OtherProbes other = everySecond(program, answer);
      try (PipelineTelemetry telemetry = program.attach()) {
        program.run();

        assertThat(other.calls()).isEqualTo(100);
        assertThat(stage(telemetry, "x").frames()).isEqualTo(100);
        assertThat(stage(telemetry, "y").frames()).isEqualTo(50);
        assertThat(stage(telemetry, "sink").frames()).isEqualTo(50);
      }
    }
  }

  /// Trap 7, the limit that `doctor` tells: a probe that is added later takes away what ours has
  /// counted already; the next stage but one shows it.
  @ParameterizedTest
  @ValueSource(ints = {OtherProbes.DROP, OtherProbes.HANDLED})
  void shouldCountWhatALaterProbeTakesAway(int answer) {
    try (AttachedPipeline program = chain();
        PipelineTelemetry telemetry = program.attach()) {
      OtherProbes other = everySecond(program, answer);
      program.run();

      assertThat(other.calls()).isEqualTo(100);
      assertThat(stage(telemetry, "y").frames()).isEqualTo(100);
      assertThat(stage(telemetry, "sink").frames()).isEqualTo(50);
    }
  }

  /// Trap 8: a buffer that waits at a blocked pad is counted once, when it passes.
  @Test
  void shouldCountABufferThatWaitedAtABlockedPadOnce() {
    try (AttachedPipeline program = chain();
        PipelineTelemetry telemetry = program.attach()) {
      OtherProbes held =
          new OtherProbes(
              out(program), OtherProbes.BLOCK | OtherProbes.BUFFER, call -> OtherProbes.OK);
      program.pipeline.play();
      Await.until("a buffer waits", () -> held.calls() > 0);
      held.remove();
      program.awaitEnd();

      assertThat(stage(telemetry, "y").frames()).isEqualTo(100);
      assertThat(stage(telemetry, "sink").frames()).isEqualTo(100);
    }
  }

  /// Trap 8: an idle probe is called inside the call that adds it when nothing flows.
  @Test
  void shouldNotBeDisturbedByIdleProbes() {
    try (AttachedPipeline program = chain();
        PipelineTelemetry telemetry = program.attach()) {
      OtherProbes idle =
          new OtherProbes(out(program), OtherProbes.IDLE, call -> OtherProbes.REMOVE);
      assertThat(idle.calls()).isEqualTo(1);
      program.pipeline.play();
      for (int i = 0; i < 20; i++) {
        OtherProbes each =
            new OtherProbes(out(program), OtherProbes.IDLE, call -> OtherProbes.REMOVE);
        Await.until("idle", () -> each.calls() > 0);
      }
      program.awaitEnd();

      assertThat(stage(telemetry, "y").frames()).isEqualTo(100);
    }
  }
}
