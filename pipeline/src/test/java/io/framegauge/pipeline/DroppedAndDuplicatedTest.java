package io.framegauge.pipeline;

import static io.framegauge.pipeline.Latencies.TINY;
import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.Residence;
import org.junit.jupiter.api.Test;

/// Elements out of which not everything comes, or more than went in.
class DroppedAndDuplicatedTest {
  private static String source(int frames, String rate) {
    return "videotestsrc pattern=black num-buffers=" + frames + TINY + ",framerate=" + rate;
  }

  private static Latencies rated(int frames, String from, String to) throws InterruptedException {
    return Latencies.run(
        source(frames, from)
            + " ! videorate name=r ! video/x-raw,framerate="
            + to
            + " ! fakesink name=s");
  }

  /// What a videorate says itself: `in`, `out`, `drop`, `duplicate`.
  private static long told(Latencies run, String property) {
    return ((Number) run.pipeline.element("r").get(property)).longValue();
  }

  /// Trap 23: of 60 a second each third is kept with its timestamp, the others expire. GStreamer's
  /// own tracer leaves them out.
  @Test
  void shouldTellWhatAVideorateKeepsAndThatTheRestWentIn() throws InterruptedException {
    try (Latencies run = rated(120, "60/1", "20/1")) {
      Residence rate = run.in("r");
      long out = run.pipeline.stage("s").frames();
      assertThat(rate.matched() + rate.expired()).isEqualTo(120);
      assertThat(rate.matched() + rate.ambiguous()).isEqualTo(out);
      assertThat(rate.expired()).isGreaterThanOrEqualTo(told(run, "drop"));
      assertThat(rate.matched()).isGreaterThanOrEqualTo(out - 1);
      assertThat(run.to("s").matched()).isEqualTo(rate.matched());
    }
  }

  /// Trap 23: 10 a second become 25. What is made has a timestamp that never went in, and gives no
  /// sample.
  @Test
  void shouldTellWhatAVideorateMakes() throws InterruptedException {
    try (Latencies run = rated(30, "10/1", "25/1")) {
      Residence rate = run.in("r");
      long out = run.pipeline.stage("s").frames();
      assertThat(out).isGreaterThan(60);
      assertThat(rate.matched() + rate.expired()).isEqualTo(30);
      assertThat(rate.matched() + rate.ambiguous()).isEqualTo(out);
      assertThat(rate.ambiguous()).isGreaterThanOrEqualTo(told(run, "duplicate"));
      assertThat(run.to("s").matched() + run.to("s").unknown()).isEqualTo(out);
    }
  }

  /// Trap 28: those that come through are measured, and the others are told.
  @Test
  void shouldMeasureTheSurvivorsOfALeakyQueueAndTellTheRest() throws InterruptedException {
    for (String leaky : new String[] {"upstream", "downstream"}) {
      try (Latencies run =
          Latencies.run(
              source(1_500, "60/1")
                  + " ! identity sleep-time=20 ! queue name=q max-size-buffers=5 leaky="
                  + leaky
                  + " ! identity name=slow sleep-time=500 ! fakesink name=s")) {
        long through = run.pipeline.stage("s").frames();
        assertThat(through).isLessThan(1_500);
        assertThat(run.coverage("q")).isEqualTo(through + " " + (1_500 - through) + " 0");
        assertThat(run.coverage("slow")).isEqualTo(through + " 0 0");
        assertThat(run.coverageTo("s")).isEqualTo(through + " 0 0");
      }
    }
  }

  /// Trap 29: nothing comes out of a closed valve. What is remembered of it is bounded, and the
  /// rest is told while it flows.
  @Test
  void shouldRememberABoundedNumberOfWhatNeverComesOut() throws InterruptedException {
    try (Latencies run =
        Latencies.of(
            source(50_000, "60/1")
                + " ! tee name=t ! queue ! valve name=v drop=true ! fakesink name=s async=false"
                + " t. ! queue ! fakesink name=other async=false")) {
      run.pipeline.play();
      Await.until("all frames", () -> run.pipeline.stage("v").frames() == 50_000); // and no end
      Await.until("all frames", () -> run.pipeline.stage("other").frames() == 50_000);
      run.pipeline.stop();

      Residence valve = run.in("v");
      assertThat(valve.matched()).isZero();
      assertThat(valve.expired()).isBetween(50_000L - 1_024, 50_000L);
      assertThat(run.coverageTo("other")).isEqualTo("50000 0 0");
    }
  }
}
