package io.framegauge.pipeline;

import static io.framegauge.pipeline.Latencies.TINY;
import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.PipelineLatency;
import io.framegauge.telemetry.record.Residence;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.freedesktop.gstreamer.Buffer;
import org.freedesktop.gstreamer.Caps;
import org.freedesktop.gstreamer.ClockTime;
import org.freedesktop.gstreamer.Format;
import org.freedesktop.gstreamer.elements.AppSrc;
import org.freedesktop.gstreamer.event.SeekFlags;
import org.freedesktop.gstreamer.event.SeekType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Traps 24 and 25: timestamps that are doubled, missing or run backwards; segments, seeks, rates.
class TimestampTrapsTest {
  private static final int FRAMES = 100;
  private static final long FRAME = 40_000_000;
  private static final long NONE = ClockTime.NONE;
  private static final String THROUGH =
      " ! queue name=q ! identity name=slow sleep-time=300 ! fakesink name=s";

  private static Latencies pushed(List<Long> timestamps) throws InterruptedException {
    Latencies run = Latencies.of("appsrc name=in format=time ! identity name=x" + THROUGH);
    AppSrc in = (AppSrc) run.pipeline.element("in");
    in.setCaps(Caps.fromString("video/x-raw,format=GRAY8,width=4,height=4,framerate=25/1"));
    run.pipeline.play();
    for (long timestamp : timestamps) {
      Buffer buffer = new Buffer(16);
      buffer.setPresentationTimestamp(timestamp);
      in.pushBuffer(buffer);
    }
    in.endOfStream();
    run.pipeline.end();
    return run;
  }

  /// Trap 24: two buffers inside with one timestamp give no sample, two after each other do.
  @Test
  void shouldNotMixUpBuffersWithTheSameTimestamp() throws InterruptedException {
    List<Long> doubled =
        LongStream.range(0, FRAMES).map(frame -> frame / 4 * FRAME).boxed().toList();
    try (Latencies run = pushed(doubled)) {
      assertThat(run.coverage("x")).isEqualTo(FRAMES + " 0 0"); // never two inside
      assertThat(run.coverage("slow")).isEqualTo(FRAMES + " 0 0");
      Residence queue = run.in("q");
      assertThat(queue.matched() + queue.ambiguous()).isEqualTo(FRAMES);
      assertThat(queue.expired()).isZero();
      PipelineLatency latency = run.to("s");
      assertThat(latency.unknown()).isZero();
      assertThat(latency.matched() + latency.ambiguous()).isEqualTo(FRAMES);
      assertThat(latency.ambiguous()).isGreaterThanOrEqualTo(FRAMES / 4);
    }
  }

  /// Trap 24: no timestamps at all.
  @Test
  void shouldSayThatBuffersWithoutATimestampCannotBeMeasured() throws InterruptedException {
    try (Latencies run = pushed(Collections.nCopies(FRAMES, NONE))) {
      for (String stage : List.of("x", "q", "slow")) {
        assertThat(run.coverage(stage)).isEqualTo("0 0 " + FRAMES);
      }
      assertThat(run.coverageTo("s")).isEqualTo("0 " + FRAMES + " 0");
      assertThat(run.pipeline.stage("s").buffers()).isEqualTo(FRAMES);
    }
  }

  /// Trap 24: AVI tells when to decode, and only of key frames when to show them.
  @Test
  void shouldSayThatADecodingTimestampIsNoTimeToBeKnownBy(@TempDir Path folder)
      throws InterruptedException {
    Path file = folder.resolve("video.avi");
    try (AttachedPipeline maker =
        new AttachedPipeline(
            "videotestsrc num-buffers=40 ! video/x-raw,format=I420,width=160,height=128"
                + " ! openh264enc gop-size=100 ! h264parse ! avimux ! filesink location="
                + file)) {
      maker.run();
    }
    try (Latencies run =
        Latencies.run(
            "filesrc location=" + file + " ! avidemux name=d ! queue name=q ! fakesink name=s")) {
      assertThat(run.coverage("q")).isEqualTo("1 0 39");
      assertThat(run.coverageTo("s")).isEqualTo("1 39 0");
    }
  }

  /// Trap 24: the order of timestamps does not matter, and a gap in them does not.
  @Test
  void shouldMeasureTimestampsThatRunBackwardsAndJump() throws InterruptedException {
    List<Long> backwards =
        LongStream.range(0, FRAMES)
            .map(frame -> frame % 2 == 0 ? (FRAMES - frame) * FRAME : (1_000_000 + frame) * FRAME)
            .boxed()
            .toList();
    try (Latencies run = pushed(backwards)) {
      for (String stage : List.of("x", "q", "slow")) {
        assertThat(run.coverage(stage)).isEqualTo(FRAMES + " 0 0");
      }
      assertThat(run.coverageTo("s")).isEqualTo(FRAMES + " 0 0");
    }
  }

  private static void seek(
      Latencies run, double rate, Set<SeekFlags> flags, long fromNanos, long toNanos) {
    boolean sought =
        run.pipeline
            .pipeline()
            .seek(
                rate,
                Format.TIME,
                EnumSet.copyOf(flags),
                SeekType.SET,
                fromNanos,
                SeekType.SET,
                toNanos);
    assertThat(sought).isTrue();
  }

  private static Latencies playing() {
    Latencies run =
        Latencies.of(
            "videotestsrc pattern=black"
                + TINY
                + ",framerate=100/1 ! identity name=x ! queue name=q max-size-buffers=50"
                + " ! identity name=slow sleep-time=500 ! fakesink name=s");
    run.pipeline.play();
    Await.until("100 frames", () -> run.pipeline.stage("s").frames() >= 100);
    return run;
  }

  /// Trap 25: what a flush threw away is forgotten, so that the same times again are measured.
  @ParameterizedTest
  @ValueSource(doubles = {1.0, 2.0, 0.5})
  void shouldMeasureTheSameTimesAgainAfterAFlushingSeek(double rate) throws InterruptedException {
    try (Latencies run = playing()) {
      seek(run, rate, Set.of(SeekFlags.FLUSH, SeekFlags.ACCURATE), 0, 3_000_000_000L);
      run.pipeline.end();

      assertAllMeasured(run);
      assertThat(run.pipeline.stage("q").frames()).isGreaterThan(300);
    }
  }

  /// Trap 25: running time goes on where timestamps begin again, while the ones before are inside.
  @ParameterizedTest
  @ValueSource(doubles = {1.0, 4.0})
  void shouldTellTheSameTimesApartAfterASeekWithoutAFlush(double rate) throws InterruptedException {
    try (Latencies run = playing()) {
      seek(run, rate, Set.of(SeekFlags.ACCURATE), 0, 3_000_000_000L);
      run.pipeline.end();

      assertAllMeasured(run);
      long frames = run.pipeline.stage("s").frames();
      assertThat(run.coverage("q")).isEqualTo(frames + " 0 0");
      assertThat(frames).isGreaterThan(100 + (rate == 1.0 ? 250 : 50));
    }
  }

  /// Trap 25: backwards.
  @Test
  void shouldMeasureANegativeRate() throws InterruptedException {
    try (Latencies run = playing()) {
      seek(run, -1.0, Set.of(SeekFlags.FLUSH, SeekFlags.ACCURATE), 0, 2_000_000_000L);
      run.pipeline.end();

      assertAllMeasured(run);
      assertThat(run.pipeline.stage("q").frames()).isGreaterThan(250);
    }
  }

  private static void assertAllMeasured(Latencies run) {
    long out = run.pipeline.stage("s").frames();
    assertThat(run.in("q").ambiguous()).isZero();
    assertThat(run.in("x").ambiguous()).isZero();
    assertThat(run.in("slow").matched()).isEqualTo(out);
    assertThat(run.coverageTo("s")).isEqualTo(out + " 0 0");
  }
}
