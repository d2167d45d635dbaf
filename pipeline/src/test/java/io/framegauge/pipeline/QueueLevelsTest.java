package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;
import io.framegauge.telemetry.record.FamilyValues;
import io.framegauge.telemetry.record.QueueLevel;
import io.framegauge.telemetry.record.StageKind;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.freedesktop.gstreamer.Buffer;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.FlowReturn;
import org.freedesktop.gstreamer.Pad;
import org.freedesktop.gstreamer.elements.AppSrc;
import org.junit.jupiter.api.Test;

/// Levels of all kinds of queues, against what the elements themselves say when nothing moves, and
/// against counts taken outside the product. A paused pipeline stands still with its queues full:
/// its sink keeps the first buffer.
class QueueLevelsTest {
  private static final String TINY =
      " ! video/x-raw,format=GRAY8,width=16,height=16,framerate=100/1";
  private static final long UNKNOWN = QueueLevel.UNKNOWN;

  /// A signal without arguments.
  interface Signal extends Callback {
    void callback(Pointer element, Pointer data);
  }

  private static MeasuredPipeline measured(String text) {
    return new MeasuredPipeline(
        text, MeasuredPipeline.metrics(Optional.empty(), Optional.empty(), 10));
  }

  private static MeasuredPipeline paused(String text) {
    MeasuredPipeline pipeline = measured(text);
    pipeline.telemetry().start();
    pipeline.pipeline().pause();
    return pipeline;
  }

  private static long number(Element element, String property) {
    return ((Number) element.get(property)).longValue();
  }

  private static QueueLevel level(MeasuredPipeline pipeline, String stage) {
    return pipeline.stage(stage).level().orElseThrow();
  }

  /// The level once it is as expected; it is sampled 20 times a second.
  private static QueueLevel awaitLevel(
      MeasuredPipeline pipeline, String stage, Predicate<QueueLevel> expected) {
    Await.until(
        "level of " + stage, () -> pipeline.stage(stage).level().filter(expected).isPresent());
    return level(pipeline, stage);
  }

  private static List<FamilyValues.SeriesValue> series(MeasuredPipeline pipeline, String family) {
    return pipeline.telemetry().reader().families().stream()
        .filter(values -> values.name().equals(family))
        .findFirst()
        .map(FamilyValues::series)
        .orElse(List.of());
  }

  private static double padLevel(MeasuredPipeline pipeline, String unit, String pad) {
    return series(pipeline, "framegauge_queue_pad_level_" + unit).stream()
        .filter(series -> series.labelValues().equals(List.of("mq", pad)))
        .findFirst()
        .map(FamilyValues.SeriesValue::asDouble)
        .orElse(Double.NaN);
  }

  /// Trap 35: a full queue holds its upstream back, which is no drop though it cries `overrun`; one
  /// buffer waits before it, which is in but not inside, and the sink has one.
  @Test
  void shouldTellAFullQueueThatDropsNothing() {
    try (MeasuredPipeline pipeline =
        measured(
            "videotestsrc pattern=black"
                + TINY
                + " ! identity name=before ! queue name=q max-size-buffers=7 ! fakesink name=s")) {
      AtomicLong overruns = new AtomicLong();
      Signal signal = (element, data) -> overruns.incrementAndGet();
      pipeline.element("q").connect("overrun", Signal.class, signal, signal);
      Handoffs before = Handoffs.of(pipeline.element("before"));
      pipeline.telemetry().start();
      pipeline.pipeline().pause();
      Await.until("a full queue", () -> before.count() == 9 && overruns.get() > 0);
      QueueLevel full = awaitLevel(pipeline, "q", level -> level.buffers() == 7);

      assertThat(full.limitBuffers()).isEqualTo(7);
      assertThat(full.leastBuffers()).isZero();
      assertThat(full.mostBuffers()).isEqualTo(7);
      assertThat(pipeline.stage("q").buffers()).isEqualTo(7 + 1 + 1);
      assertThat(pipeline.stage("s").buffers()).isEqualTo(1);
      assertThat(pipeline.stage("q").queueLength()).hasValue(7);
      assertThat(pipeline.stage("q").dropped()).isZero();
      pipeline.stop();
    }
  }

  /// Trap 38.
  @Test
  void shouldNotKnowTheTimeInAQueueOfDataWithoutTimestamps() {
    try (MeasuredPipeline pipeline =
        paused("fakesrc sizetype=fixed sizemax=100 ! queue name=q max-size-buffers=6 ! fakesink")) {
      QueueLevel full = awaitLevel(pipeline, "q", level -> level.buffers() == 6);

      assertThat(number(pipeline.element("q"), "current-level-time")).isZero();
      assertThat(full.nanos()).isEqualTo(UNKNOWN);
      assertThat(full.bytes()).isEqualTo(600);
      pipeline.stop();
    }
    try (MeasuredPipeline pipeline =
        paused("videotestsrc" + TINY + " ! queue name=q max-size-buffers=6 ! fakesink")) {
      QueueLevel full = awaitLevel(pipeline, "q", level -> level.buffers() == 6);

      assertThat(full.nanos())
          .isEqualTo(number(pipeline.element("q"), "current-level-time"))
          .isPositive();
      pipeline.stop();
    }
  }

  /// Trap 39.
  @Test
  void shouldTellTheLevelOfEachPadOfAMultiqueueAndTheirSumOnce() {
    try (MeasuredPipeline pipeline =
        paused(
            "videotestsrc"
                + TINY
                + " ! mq.sink_0 videotestsrc"
                + TINY
                + " ! mq.sink_1 multiqueue name=mq max-size-buffers=4 max-size-time=0"
                + " mq.src_0 ! fakesink name=a mq.src_1 ! fakesink name=b")) {
      Element queue = pipeline.element("mq");
      Pad first = queue.getStaticPad("src_0");
      QueueLevel sum =
          awaitLevel(pipeline, "mq", level -> level.buffers() >= 8 && level.nanos() > 0);
      Await.until("levels of pads", () -> padLevel(pipeline, "buffers", "src_1") >= 4);

      long told = ((Number) first.get("current-level-buffers")).longValue();
      long other = ((Number) queue.getStaticPad("src_1").get("current-level-buffers")).longValue();
      assertThat(padLevel(pipeline, "buffers", "src_0")).isEqualTo((double) told);
      assertThat(padLevel(pipeline, "bytes", "src_0")).isEqualTo(256.0 * (double) told);
      assertThat(padLevel(pipeline, "seconds", "src_0")).isPositive();
      assertThat(level(pipeline, "mq").buffers()).isEqualTo(told + other);
      assertThat(sum.limitBuffers()).isEqualTo(2 * 4);
      assertThat(pipeline.stage("mq").kind()).isEqualTo(StageKind.QUEUE);
      assertThat(pipeline.stage("mq").queueLength()).hasValue(told + other);

      Pad added = queue.getRequestPad("sink_5"); // its source pad is linked to nothing
      Await.until("a third pad", () -> padLevel(pipeline, "buffers", "src_5") == 0);
      queue.releaseRequestPad(added);
      for (String unit : List.of("buffers", "bytes", "seconds")) { // one after the other
        Await.until("two pads", () -> Double.isNaN(padLevel(pipeline, unit, "src_5")));
      }
      assertThat(series(pipeline, "framegauge_queue_pad_level_buffers")).hasSize(2);
      assertThat(series(pipeline, "framegauge_queue_pad_level_seconds")).hasSize(2);
      pipeline.stop();
    }
  }

  /// Trap 40: a ring and a file keep bytes.
  @Test
  void shouldTellOnlyTheBytesOfAQueue2ThatKeepsNoBuffers() {
    String source = "fakesrc sizetype=fixed sizemax=1000 ! queue2 name=q max-size-time=0";
    for (String mode :
        new String[] {
          " ring-buffer-max-size=50000 max-size-bytes=20000",
          " temp-template=/tmp/framegauge-XXXXXX"
        }) {
      boolean ring = mode.contains("ring");
      String sourceOfMode = ring ? source : source.replace("fakesrc", "fakesrc num-buffers=30");
      try (MeasuredPipeline pipeline = paused(sourceOfMode + mode + " ! fakesink")) {
        Element queue = pipeline.element("q");
        QueueLevel level = awaitLevel(pipeline, "q", told -> told.bytes() > 15_000);
        Await.until(
            "the level to stand still",
            () -> level(pipeline, "q").bytes() == number(queue, "current-level-bytes"));

        assertThat(level.buffers()).isEqualTo(UNKNOWN);
        assertThat(level.nanos()).isEqualTo(UNKNOWN);
        assertThat(level.leastBuffers()).isEqualTo(UNKNOWN);
        assertThat(level.limitBytes()).isEqualTo(ring ? 20_000 : 0);
        assertThat(level.limitBuffers()).isZero();
        assertThat(pipeline.stage("q").queueLength()).isEmpty();
        pipeline.stop();
        assertThat(pipeline.stage("q").dropped()).isZero();
      }
    }
  }

  /// Trap 40: without them it is a queue like another one.
  @Test
  void shouldTellTheBuffersOfAQueue2ThatKeepsThem() {
    try (MeasuredPipeline pipeline =
        paused(
            "videotestsrc"
                + TINY
                + " ! queue2 name=q max-size-buffers=9 max-size-time=0 ! fakesink name=s")) {
      QueueLevel full = awaitLevel(pipeline, "q", level -> level.buffers() == 9);

      assertThat(full.limitBuffers()).isEqualTo(9);
      assertThat(full.mostBuffers()).isEqualTo(9);
      assertThat(full.bytes()).isEqualTo(9 * 256);
      pipeline.stop();
      assertThat(pipeline.stage("q").dropped())
          .isEqualTo(pipeline.stage("q").buffers() - pipeline.stage("s").buffers());
    }
  }

  /// Trap 41: nobody sees what goes in, so that there is a level and no account.
  @Test
  void shouldTellTheLevelOfAnAppsrcWhateverItsUnitsAndLeaks() {
    for (String units :
        new String[] {
          "format=time max-buffers=5",
          "format=bytes max-bytes=500",
          "format=buffers max-buffers=5 leaky-type=upstream",
          "format=time max-buffers=5 leaky-type=downstream"
        }) {
      try (MeasuredPipeline pipeline = paused("appsrc name=a " + units + " ! fakesink name=s")) {
        AppSrc source = (AppSrc) pipeline.element("a");
        int pushed = units.contains("leaky") ? 20 : 6;
        int taken = 0; // one that leaks upstream refuses what it does not take
        for (int i = 0; i < pushed; i++) {
          taken += source.pushBuffer(new Buffer(100)) == FlowReturn.OK ? 1 : 0;
          if (i == 0) {
            Await.until("one buffer in the sink", () -> pipeline.stage("s").buffers() == 1);
          }
        }
        QueueLevel level = awaitLevel(pipeline, "a", told -> told.buffers() == 5);

        assertThat(taken).isEqualTo(units.contains("downstream") ? 20 : 6);
        assertThat(number(source, "current-level-buffers")).isEqualTo(5);
        assertThat(level.bytes()).isEqualTo(500);
        assertThat(level.nanos()).as("no timestamps").isEqualTo(UNKNOWN);
        assertThat(level.limitBuffers()).isEqualTo(units.contains("max-buffers") ? 5 : 0);
        assertThat(pipeline.stage("a").kind()).isEqualTo(StageKind.SOURCE);
        assertThat(pipeline.stage("a").queueLength()).hasValue(5);
        assertThat(pipeline.stage("a").drops()).isEmpty();
        pipeline.stop();
      }
    }
  }

  /// Trap 41: a program that waits for room before an `appsrc` does not stop the sampler.
  @Test
  void shouldTellAFullAppsrcThatBlocksItsProgram() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        paused("appsrc name=a block=true max-buffers=4 max-bytes=0 ! fakesink name=s")) {
      AppSrc source = (AppSrc) pipeline.element("a");
      Thread program =
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 10; i++) {
                  source.pushBuffer(new Buffer(10));
                }
              });
      Await.until(
          "the program to wait",
          () -> number(source, "current-level-buffers") == 4 && pipeline.stage("s").buffers() == 1);
      QueueLevel full = awaitLevel(pipeline, "a", told -> told.buffers() == 4);
      long sampled = full.sampledNanos();

      Await.until("the next sample", () -> level(pipeline, "a").sampledNanos() > sampled);
      assertThat(level(pipeline, "a").buffers()).isEqualTo(full.limitBuffers());
      pipeline.stop();
      program.join(20_000);
      assertThat(program.isAlive()).isFalse();
    }
  }

  /// Trap 42: a queue without limits, and one for a single buffer, both stuck.
  @Test
  void shouldSampleAQueueThatIsStuck() {
    try (MeasuredPipeline pipeline =
        paused(
            "videotestsrc num-buffers=300"
                + TINY
                + " ! queue name=endless max-size-buffers=0 max-size-bytes=0 max-size-time=0"
                + " ! queue name=single max-size-buffers=1 ! fakesink name=s")) {
      // Of 300, one is in the sink, one in the second queue, and one waits before that.
      QueueLevel endless = awaitLevel(pipeline, "endless", level -> level.buffers() >= 297);
      QueueLevel single = awaitLevel(pipeline, "single", level -> level.buffers() == 1);

      Await.until(
          "more samples",
          () -> level(pipeline, "single").sampledNanos() > single.sampledNanos() + 100_000_000);
      assertThat(number(pipeline.element("endless"), "current-level-buffers")).isEqualTo(297);
      assertThat(level(pipeline, "endless").buffers()).isEqualTo(297);
      assertThat(level(pipeline, "endless").mostBuffers())
          .isBetween(297L, 300L); // before others took theirs
      assertThat(endless.limitBuffers()).isZero();
      assertThat(endless.limitBytes()).isZero();
      assertThat(endless.limitNanos()).isZero();
      assertThat(level(pipeline, "single").buffers()).isEqualTo(1);
      assertThat(level(pipeline, "single").mostBuffers()).isEqualTo(1);
      pipeline.stop();
    }
  }

  /// The peak of a burst, taken by the counts of two elements around the queue, each time one went
  /// in. Each of the two may be one behind.
  @Test
  void shouldTellThePeakOfABurstThatIsShorterThanASample() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        measured(
            "videotestsrc pattern=black num-buffers=25"
                + TINY
                + " ! identity name=before ! queue name=q ! identity name=after"
                + " ! identity sleep-time=1000 ! fakesink name=s")) {
      Handoffs before = Handoffs.of(pipeline.element("before"));
      Handoffs after = Handoffs.of(pipeline.element("after"));
      AtomicLong peak = new AtomicLong();
      Handoffs.Signal watch =
          (element, buffer, more) ->
              peak.accumulateAndGet(before.count() - after.count(), Math::max);
      pipeline.element("before").connect("handoff", Handoffs.Signal.class, watch, watch);

      pipeline.run();

      assertThat(after.count()).isEqualTo(25);
      assertThat(level(pipeline, "q").mostBuffers()).isBetween(peak.get() - 2, peak.get() + 2);
      assertThat(level(pipeline, "q").leastBuffers()).isZero();
      assertThat(level(pipeline, "q").buffers()).isZero();
    }
  }
}
