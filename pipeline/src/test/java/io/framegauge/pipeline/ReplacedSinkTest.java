package io.framegauge.pipeline;

import static io.framegauge.pipeline.AttachedPipeline.make;
import static io.framegauge.pipeline.AttachedPipeline.records;
import static io.framegauge.pipeline.AttachedPipeline.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StatRecord;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.Pad;
import org.freedesktop.gstreamer.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The sink whose frames have left the pipeline gives its place to another one, as where each file
/// has a sink of its own.
class ReplacedSinkTest {
  private static final int PERIOD = 10;

  /// A live source stands still while the pipeline is paused, with no frame under way.
  private static AttachedPipeline program(String end) {
    return new AttachedPipeline(
        "videotestsrc is-live=true"
            + " ! video/x-raw,format=GRAY8,width=16,height=16,framerate=500/1 ! identity name=x "
            + end);
  }

  private static AttachOptions options(int maxStages) {
    return AttachedPipeline.options()
        .set("metrics.frame_period", PERIOD)
        .set("metrics.time_period", 0.05)
        .set("metrics.history", 100_000)
        .set("metrics.max_stages", maxStages);
  }

  /// @param maxStages 4: the place of each sink in the telemetry file is that of the one before
  @ParameterizedTest
  @ValueSource(ints = {4, 40})
  void shouldGoOnCountingWhatHasLeft(int maxStages) {
    try (AttachedPipeline program = program("! fakesink name=sink0 sync=false async=false");
        PipelineTelemetry telemetry =
            PipelineTelemetry.attach(program.pipeline, options(maxStages))) {
      long before = 0;
      for (int sink = 0; sink < 4; sink++) {
        if (sink > 0) {
          replace(program, "sink" + (sink - 1), "sink" + sink);
        }
        play(program, telemetry, "sink" + sink);
        before += stage(telemetry, "sink" + sink).frames();
        assertThat(telemetry.telemetry().framesLeft()).isEqualTo(before);
        assertThat(telemetry.telemetry().snapshot().frames()).isEqualTo(before);
        assertThat(newestOfFrames(telemetry)).isBetween(before - PERIOD + 1, before);
      }
      assertThat(before).isEqualTo(program.passed("x")); // as the element itself counts
      telemetry.detach();
      assertThat(records(telemetry))
          .extracting(StatRecord::frameNo)
          .isSorted()
          .endsWith(telemetry.telemetry().framesLeft());
    }
  }

  @Test
  void shouldGoOnWithASinkThatIsThereAlready() {
    try (AttachedPipeline program =
            program(
                "! tee name=t ! fakesink name=sink0 sync=false async=false"
                    + " t. ! fakesink name=sink1 sync=false async=false t. ! fakesink sync=false async=false");
        PipelineTelemetry telemetry = PipelineTelemetry.attach(program.pipeline, options(40))) {
      play(program, telemetry, "sink1");
      long left = telemetry.telemetry().framesLeft();
      assertThat(left).isEqualTo(stage(telemetry, "sink0").frames());
      Element gone = program.element("sink0");
      Pad into = gone.getStaticPad("sink");
      into.getPeer().unlink(into);
      AttachedPipeline.remove(program.pipeline, gone);

      assertThat(telemetry.telemetry().framesLeft()).isEqualTo(left);
      long before = stage(telemetry, "sink1").frames();
      play(program, telemetry, "sink1");
      assertThat(telemetry.telemetry().framesLeft())
          .isEqualTo(left + stage(telemetry, "sink1").frames() - before);
      program.state(State.NULL);
    }
  }

  /// Until ten periods have gone through a stage and all stands still.
  private static void play(AttachedPipeline program, PipelineTelemetry telemetry, String stage) {
    long enough = stage(telemetry, stage).frames() + 10 * PERIOD;
    program.state(State.PLAYING);
    Await.until("frames", () -> stage(telemetry, stage).frames() > enough);
    pause(program);
  }

  private static void pause(AttachedPipeline program) {
    program.state(State.PAUSED);
    long[] seen = {-1};
    Await.until(
        "nothing flows",
        () -> {
          long before = seen[0];
          seen[0] = program.passed("x");
          return seen[0] == before;
        });
  }

  private static long newestOfFrames(PipelineTelemetry telemetry) {
    List<StatRecord> all = records(telemetry);
    return all.reversed().stream()
        .filter(record -> record.type() == RecordType.FRAME)
        .findFirst()
        .orElseThrow()
        .frameNo();
  }

  private static void replace(AttachedPipeline program, String old, String fresh) {
    Element x = program.element("x");
    Element gone = program.element(old);
    Element next = make("fakesink", fresh);
    next.set("async", false);
    next.set("sync", false);
    x.unlink(gone);
    AttachedPipeline.remove(program.pipeline, gone);
    program.pipeline.add(next);
    x.link(next);
    next.syncStateWithParent();
    program.pipeline.getState(5, TimeUnit.SECONDS);
  }
}
