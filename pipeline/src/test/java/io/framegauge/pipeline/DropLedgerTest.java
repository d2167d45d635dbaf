package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.DropReason;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.freedesktop.gstreamer.Format;
import org.freedesktop.gstreamer.event.SeekFlags;
import org.freedesktop.gstreamer.event.SeekType;
import org.junit.jupiter.api.Test;

/// Every cause of drops by itself, against counts taken outside the product.
class DropLedgerTest {
  private static final String TINY = " ! video/x-raw,format=GRAY8,width=16,height=16";

  private static MeasuredPipeline measured(String text) {
    return new MeasuredPipeline(
        text, MeasuredPipeline.metrics(Optional.empty(), Optional.empty(), 10));
  }

  private static long dropped(MeasuredPipeline pipeline, String stage, DropReason reason) {
    return pipeline.stage(stage).drops().getOrDefault(reason, -1L);
  }

  private static Map<DropReason, Long> drops(DropReason reason, long count, DropReason... others) {
    Map<DropReason, Long> drops = new EnumMap<>(DropReason.class);
    for (DropReason other : others) {
      drops.put(other, 0L);
    }
    drops.put(reason, count);
    return drops;
  }

  /// Trap 36.
  @Test
  void shouldTellWhatALeakyQueueLeaksInBothDirectionsEvenIfItIsSilent()
      throws InterruptedException {
    for (String leaky : new String[] {"upstream", "downstream", "downstream silent=true"}) {
      try (MeasuredPipeline pipeline =
          measured(
              "videotestsrc pattern=black num-buffers=3000"
                  + TINY
                  + " ! queue name=q max-size-buffers=5 leaky="
                  + leaky
                  + " ! identity sleep-time=300 ! fakesink name=s")) {
        Handoffs rendered = Handoffs.of(pipeline.element("s"));

        pipeline.run();

        long leaked = 3000 - rendered.count();
        assertThat(leaked).isGreaterThan(100);
        assertThat(pipeline.stage("q").drops())
            .isEqualTo(drops(DropReason.LEAKY, leaked, DropReason.FLUSH, DropReason.UNEXPLAINED));
      }
    }
  }

  /// Trap 35.
  @Test
  void shouldTellNoDropOfAFullQueueThatHoldsItsUpstreamBack() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        measured(
            "videotestsrc pattern=black num-buffers=400"
                + TINY
                + " ! queue name=q max-size-buffers=2 ! identity sleep-time=1000 ! fakesink")) {
      pipeline.run();

      assertThat(pipeline.stages()).allSatisfy(stage -> assertThat(stage.dropped()).isZero());
    }
  }

  @Test
  void shouldTellALowerBoundOfTheLeakWhileBuffersFlow() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        measured(
            "videotestsrc pattern=black is-live=true num-buffers=300"
                + TINY
                + ",framerate=200/1 ! identity name=before ! queue name=q max-size-buffers=2"
                + " leaky=downstream ! identity sleep-time=20000 ! fakesink name=s")) {
      Handoffs before = Handoffs.of(pipeline.element("before"));
      Handoffs rendered = Handoffs.of(pipeline.element("s"));
      pipeline.play();

      long told = 0;
      while (before.count() < 250) {
        long now = dropped(pipeline, "q", DropReason.LEAKY);
        long most = before.count() - rendered.count();
        assertThat(now).isGreaterThanOrEqualTo(told).isLessThanOrEqualTo(most);
        told = now;
        Thread.onSpinWait();
      }
      assertThat(told).isPositive();
      pipeline.end();

      assertThat(dropped(pipeline, "q", DropReason.LEAKY))
          .isEqualTo(before.count() - rendered.count());
    }
  }

  @Test
  void shouldTellWhatAVideorateDropsAndNotMistakeWhatItMakes() throws InterruptedException {
    for (String rates : new String[] {"60/1 25/1", "10/1 25/1"}) {
      String[] rate = rates.split(" ", 2);
      try (MeasuredPipeline pipeline =
          measured(
              "videotestsrc pattern=black num-buffers=120"
                  + TINY
                  + ",framerate="
                  + rate[0]
                  + " ! videorate name=r ! video/x-raw,framerate="
                  + rate[1]
                  + " ! fakesink name=s")) {
        Handoffs rendered = Handoffs.of(pipeline.element("s"));

        pipeline.run();

        long dropped = rate[0].equals("60/1") ? 120 - rendered.count() : 0;
        assertThat(pipeline.stage("r").drops())
            .isEqualTo(drops(DropReason.RATE, dropped, DropReason.FLUSH, DropReason.UNEXPLAINED));
      }
    }
  }

  /// Trap 45.
  @Test
  void shouldTellWhatAClosedValveDrops() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        measured(
            "videotestsrc pattern=black is-live=true num-buffers=300"
                + TINY
                + ",framerate=300/1 ! valve name=v ! fakesink name=s")) {
      Handoffs rendered = Handoffs.of(pipeline.element("s"));
      pipeline.play();
      await(() -> rendered.count() > 30);
      pipeline.element("v").set("drop", true);
      await(() -> dropped(pipeline, "v", DropReason.VALVE) > 30);
      pipeline.element("v").set("drop", false);

      pipeline.end();

      assertThat(pipeline.stage("v").drops())
          .isEqualTo(drops(DropReason.VALVE, 300 - rendered.count(), DropReason.FLUSH));
    }
  }

  @Test
  void shouldTellWhatCameTooLateForTheSink() throws InterruptedException {
    for (String qos : new String[] {"true", "false"}) {
      try (MeasuredPipeline pipeline =
          measured(
              "videotestsrc pattern=black num-buffers=400"
                  + TINY
                  + ",framerate=1000/1 ! identity sleep-time=2000"
                  + " ! fakesink name=s sync=true max-lateness=20000000 qos="
                  + qos)) {
        Handoffs rendered = Handoffs.of(pipeline.element("s"));

        pipeline.run();

        long late = pipeline.stage("s").buffers() - rendered.count();
        assertThat(late).isGreaterThan(50);
        assertThat(pipeline.stage("s").drops()).isEqualTo(drops(DropReason.LATE, late));
      }
    }
  }

  @Test
  void shouldTellWhatAFilterDropsForLateness() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        measured(
            "videotestsrc pattern=black num-buffers=400"
                + " ! video/x-raw,format=I420,width=16,height=16,framerate=1000/1 ! identity name=before ! videobalance name=f saturation=0.5"
                + " contrast=0.5 ! identity sleep-time=3000 name=after"
                + " ! fakesink sync=true qos=true max-lateness=-1")) {
      Handoffs before = Handoffs.of(pipeline.element("before"));
      Handoffs after = Handoffs.of(pipeline.element("after"));

      pipeline.run();

      long late = before.count() - after.count();
      assertThat(late).isPositive();
      assertThat(pipeline.stage("f").drops())
          .isEqualTo(drops(DropReason.LATE, late, DropReason.FLUSH, DropReason.UNEXPLAINED));
    }
  }

  /// Trap 37.
  @Test
  void shouldTellWhatWasInsideWhenASeekFlushes() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        measured(
            "videotestsrc pattern=black num-buffers=1000000"
                + TINY
                + ",framerate=100/1 ! identity name=before ! queue name=q max-size-buffers=20"
                + " ! identity name=after ! fakesink sync=true")) {
      Handoffs before = Handoffs.of(pipeline.element("before"));
      Handoffs after = Handoffs.of(pipeline.element("after"));
      pipeline.play();
      await(() -> after.count() >= 5 && before.count() - after.count() >= 20);
      boolean sought =
          pipeline
              .pipeline()
              .seek(
                  1.0,
                  Format.TIME,
                  EnumSet.of(SeekFlags.FLUSH, SeekFlags.ACCURATE),
                  SeekType.SET,
                  0,
                  SeekType.SET,
                  200_000_000);
      assertThat(sought).isTrue();
      pipeline.end();

      Map<DropReason, Long> drops = pipeline.stage("q").drops();
      assertThat(drops.get(DropReason.FLUSH)).isGreaterThan(15);
      assertThat(pipeline.stage("q").level().orElseThrow().mostBuffers())
          .as("what was flushed is not inside any more")
          .isEqualTo(20);
      assertThat(drops)
          .isEqualTo(
              drops(
                  DropReason.FLUSH,
                  before.count() - after.count(),
                  DropReason.LEAKY,
                  DropReason.UNEXPLAINED));
    }
  }

  @Test
  void shouldTellAsUnexplainedWhatNoCauseExplains() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        measured(
            "videotestsrc pattern=black num-buffers=2000"
                + TINY
                + " ! identity name=i drop-probability=0.3 ! fakesink name=s")) {
      Handoffs rendered = Handoffs.of(pipeline.element("s"));

      pipeline.run();

      assertThat(pipeline.stage("i").drops())
          .isEqualTo(
              drops(
                  DropReason.UNEXPLAINED,
                  2000 - rendered.count(),
                  DropReason.LATE,
                  DropReason.FLUSH));
    }
  }

  @Test
  void shouldTellTheDropsOfAStageThatLetsNothingThrough() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        measured(
            "videotestsrc pattern=black num-buffers=50"
                + TINY
                + " ! identity name=before ! valve name=v drop=true"
                + " drop-mode=forward-sticky-events ! fakesink")) {
      Handoffs before = Handoffs.of(pipeline.element("before"));

      pipeline.run();

      assertThat(before.count()).isEqualTo(50);
      assertThat(pipeline.stage("v").drops())
          .isEqualTo(drops(DropReason.VALVE, before.count(), DropReason.FLUSH));
    }
    try (MeasuredPipeline pipeline =
        measured(
            "videotestsrc pattern=black num-buffers=50"
                + TINY
                + " ! identity name=i drop-probability=1 ! fakesink")) {
      pipeline.run();

      assertThat(pipeline.stage("i").drops())
          .isEqualTo(drops(DropReason.UNEXPLAINED, 50, DropReason.LATE, DropReason.FLUSH));
    }
  }

  @Test
  void shouldTellTheDropsOfAClosedValveWhileBuffersFlow() {
    try (MeasuredPipeline pipeline =
        measured(
            "videotestsrc pattern=black is-live=true"
                + TINY
                + ",framerate=200/1 ! valve name=v drop=true ! fakesink async=false")) {
      pipeline.play();

      await(() -> dropped(pipeline, "v", DropReason.VALVE) > 20);
      pipeline.stop();
    }
  }

  @Test
  void shouldTellWhatWasInsideAQueueThatIsStopped() {
    try (MeasuredPipeline pipeline =
        measured(
            "videotestsrc pattern=black"
                + TINY
                + ",framerate=100/1 ! identity name=before ! queue name=q max-size-buffers=20"
                + " ! fakesink name=s sync=true")) {
      Handoffs before = Handoffs.of(pipeline.element("before"));
      Handoffs rendered = Handoffs.of(pipeline.element("s"));
      pipeline.play();
      await(() -> before.count() >= 25 && rendered.count() >= 5);
      pipeline.stop();

      assertThat(pipeline.stage("q").drops())
          .isEqualTo(
              drops(
                  DropReason.FLUSH,
                  pipeline.stage("q").buffers() - pipeline.stage("s").buffers(),
                  DropReason.LEAKY,
                  DropReason.UNEXPLAINED));
      long told = dropped(pipeline, "q", DropReason.FLUSH);
      // One may have been refused on its way into the queue, one while the sink waited to show it.
      assertThat(before.count() - rendered.count() - told).isBetween(0L, 2L);
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 120_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - deadline).as("waited in vain").isNegative();
      Thread.onSpinWait();
    }
  }
}
