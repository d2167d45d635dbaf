package io.framegauge.pipeline;

import static io.framegauge.pipeline.Latencies.TINY;
import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.pipeline.probe.LinkProbe;
import io.framegauge.telemetry.counter.Departures;
import io.framegauge.telemetry.counter.LatencyWindow;
import io.framegauge.telemetry.counter.LinkCells;
import io.framegauge.telemetry.counter.StageCells;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.freedesktop.gstreamer.Caps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Traps 32, 33 and 34: live sources, caps that change, a wall clock that is set.
class ChangingStreamTest {
  /// Trap 32: a sink that changes the latency of a live pipeline while it plays.
  @Test
  void shouldMeasureALivePipelineWhoseLatencyChanges() throws InterruptedException {
    try (Latencies run =
        Latencies.of(
            "videotestsrc is-live=true pattern=black num-buffers=60"
                + TINY
                + ",framerate=60/1 ! identity name=x ! queue name=q ! fakesink name=s sync=true")) {
      run.pipeline.play();
      Await.until("20 frames", () -> run.pipeline.stage("s").frames() >= 20);
      run.pipeline.element("s").set("render-delay", 50_000_000L); // posts a LATENCY message
      run.pipeline.end();

      assertThat(run.pipeline.stage("s").frames()).isEqualTo(60);
      assertThat(run.coverage("x")).isEqualTo("60 0 0");
      assertThat(run.coverage("q")).isEqualTo("60 0 0");
      assertThat(run.coverageTo("s")).isEqualTo("60 0 0");
    }
  }

  /// Trap 33: caps change several times while frames are inside.
  @Test
  void shouldMeasureEachFrameOverARenegotiation() throws InterruptedException {
    int frames = 400;
    try (Latencies run =
        Latencies.of(
            "videotestsrc pattern=black num-buffers="
                + frames
                + " ! capsfilter name=c caps=video/x-raw,format=GRAY8,width=16,height=16"
                + " ! queue name=q ! videoscale name=scale ! videoconvert name=convert"
                + " ! video/x-raw,format=RGB ! identity name=slow sleep-time=500"
                + " ! fakesink name=s")) {
      run.pipeline.play();
      for (int size = 1; size <= 5; size++) {
        long reached = 50L * size;
        Await.until("frames", () -> run.pipeline.stage("s").frames() >= reached);
        run.pipeline
            .element("c")
            .set("caps", Caps.fromString("video/x-raw,format=GRAY8,height=16,width=" + 16 * size));
      }
      run.pipeline.end();

      for (String stage : List.of("c", "q", "scale", "convert", "slow")) {
        assertThat(run.coverage(stage)).as(stage).isEqualTo(frames + " 0 0");
      }
      assertThat(run.coverageTo("s")).isEqualTo(frames + " 0 0");
      assertThat(run.pipeline.stage("q").caps()).contains("width=(int)80");
    }
  }

  /// Trap 25: after NULL everything begins at running time 0 again.
  @Test
  void shouldMeasureEachRunOfAPipelineThatIsStoppedAndPlayedAgain() {
    try (AttachedPipeline program =
            new AttachedPipeline(
                "videotestsrc pattern=black num-buffers=50"
                    + TINY
                    + " ! identity name=x ! queue name=q ! fakesink name=s");
        PipelineTelemetry telemetry = program.attach()) {
      for (int i = 0; i < 20; i++) {
        program.run();
      }

      assertThat(AttachedPipeline.stage(telemetry, "q").residence().orElseThrow())
          .satisfies(residence -> {
            assertThat(residence.matched()).isEqualTo(1_000);
            assertThat(residence.ambiguous() + residence.expired()).isZero();
          });
      assertThat(telemetry.telemetry().reader().pipelineLatencies())
          .singleElement()
          .satisfies(latency -> {
            assertThat(latency.sink()).isEqualTo("s");
            assertThat(latency.matched()).isEqualTo(1_000);
          });
    }
  }

  /// Trap 34: the clock that may be set is asked by nobody who takes times.
  @ParameterizedTest
  @ValueSource(
      classes = {
        LinkProbe.class,
        LinkCells.class,
        StageCells.class,
        Departures.class,
        LatencyWindow.class
      })
  void shouldTakeTimesByTheMonotonicClockAlone(Class<?> subject) throws IOException {
    String file = subject.getSimpleName() + ".class";
    try (InputStream in = subject.getResourceAsStream(file)) {
      assertThat(in).isNotNull();
      String code = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(code).doesNotContain("currentTimeMillis", "java/time");
    }
  }

  /// Trap 34: a window begins where the one before it ended, on the clock that is never set.
  @Test
  void shouldWriteRecordsWhoseMonotonicTimesNeverGoBack() throws InterruptedException {
    try (Latencies run =
        Latencies.run("videotestsrc pattern=black num-buffers=200" + TINY + " ! fakesink")) {
      assertThat(run.pipeline.telemetry().history().newerThan(-1, 1_000).records())
          .extracting(record -> record.monotonicNanos())
          .isSorted()
          .hasSizeGreaterThan(100);
    }
  }
}
