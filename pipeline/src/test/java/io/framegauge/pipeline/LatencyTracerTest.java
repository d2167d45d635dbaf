package io.framegauge.pipeline;

import static io.framegauge.pipeline.Latencies.TINY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Side by side with GStreamer's own tracer, `latency(flags=pipeline+element)`, on the same
/// pipelines.
///
/// Where it is right, that is where each buffer that goes into an element comes out of it in the
/// same order, both have a sample for each frame; that the medians agree is asserted by `./verify
/// --long` only. It is wrong, or silent, in 1.22:
///
/// - at elements that reorder or hold frames: most of them have no sample;
/// - where frames are dropped: those that were are in no statistics, so nothing tells how many;
/// - at a caps filter in front of a full multiqueue: the wait for room is billed to it (an identity
///   there is not billed);
/// - at a tee: what a branch takes is billed to the tee, on the pad of its sibling.
class LatencyTracerTest {
  private static final boolean LONG = Boolean.getBoolean("framegauge.long");
  private static final int FRAMES = LONG ? 500 : 50;
  private static final long MILLI = 1_000_000;
  private static final String SOURCE = "videotestsrc pattern=black num-buffers=" + FRAMES + TINY;
  private static final String SLOW = " ! identity name=slow sleep-time=4000";

  @ParameterizedTest
  @CsvSource({
    "no queue,' ! fakesink name=s'",
    "a queue behind,' ! queue name=q ! fakesink name=s'",
    "a queue and a converter,' ! queue name=q ! videoconvert name=c ! fakesink name=s'"
  })
  void shouldAgreeWithTheTracerWhereItIsRight(String what, String rest) throws Exception {
    String text = SOURCE + SLOW + rest;
    LatencyTracer tracer = LatencyTracer.over(text);
    try (Latencies run = Latencies.run(text)) {
      assertThat(tracer.element("slow")).hasSize(FRAMES);
      assertThat(run.in("slow").matched()).isEqualTo(FRAMES);
      assertThat(tracer.sink("s")).hasSize(FRAMES);
      assertThat(run.to("s").matched()).isEqualTo(FRAMES);
      assertThat(tracer.element("slow")).allMatch(nanos -> nanos >= 4 * MILLI);
      assertThat(run.shortest("slow")).isGreaterThanOrEqualTo(4 * MILLI);
      long ours = run.median("slow");
      long theirs = tracer.median("slow");
      System.out.printf(
          "latency tracer, %s: median %.3f ms, ours %.3f ms%n", what, theirs / 1e6, ours / 1e6);
      if (LONG) {
        assertThat(ours).isCloseTo(theirs, within((long) (0.05 * theirs + 0.2 * MILLI)));
      }
    }
  }

  @Test
  void shouldMeasureTheFramesThatTheTracerMissesInAReorderingEncoder() throws Exception {
    String text =
        "videotestsrc num-buffers=40 ! video/x-raw,format=I420,width=96,height=96"
            + " ! x265enc name=enc speed-preset=ultrafast"
            + " option-string=bframes=3:b-adapt=0:rc-lookahead=10 ! fakesink name=s";
    LatencyTracer tracer = LatencyTracer.over(text);
    try (Latencies run = Latencies.run(text)) {
      assertThat(run.coverage("enc")).isEqualTo("40 0 0");
      assertThat(run.coverageTo("s")).isEqualTo("40 0 0");
      assertThat(tracer.element("enc").size()).isLessThan(40);
      System.out.printf(
          "latency tracer, encoder: %d of 40 frames, ours 40%n", tracer.element("enc").size());
    }
  }

  @Test
  void shouldTellOfTheFramesThatTheTracerLeavesOut() throws Exception {
    String text =
        "videotestsrc pattern=black num-buffers=120"
            + TINY
            + ",framerate=60/1 ! videorate name=r ! video/x-raw,framerate=20/1 ! fakesink name=s";
    LatencyTracer tracer = LatencyTracer.over(text);
    try (Latencies run = Latencies.run(text)) {
      assertThat(tracer.element("r").size()).isLessThanOrEqualTo(41);
      assertThat(run.in("r").matched() + run.in("r").expired()).isEqualTo(120);
      System.out.printf(
          "latency tracer, videorate: %d samples; ours %s (matched, expired, ambiguous)%n",
          tracer.element("r").size(), run.coverage("r"));
    }
  }

  @Test
  void shouldNotBillAFullMultiqueueToTheElementBeforeItAsTheTracerDoes() throws Exception {
    String text = SOURCE + " ! multiqueue name=mq" + SLOW + " ! fakesink name=s";
    LatencyTracer tracer = LatencyTracer.over(text);
    try (Latencies run = Latencies.run(text)) {
      assertThat(run.coverage("capsfilter0")).isEqualTo(FRAMES + " 0 0");
      assertThat(run.sum("capsfilter0")).isLessThan(run.sum("slow") / 2);
      assertThat(tracer.median("capsfilter0")).isGreaterThan(run.median("capsfilter0"));
      System.out.printf(
          "latency tracer, before a full multiqueue: median %.3f ms, ours %.3f ms%n",
          tracer.median("capsfilter0") / 1e6, run.median("capsfilter0") / 1e6);
    }
  }

  @Test
  void shouldNotBillABranchToTheTeeAsTheTracerDoes() throws Exception {
    String text =
        SOURCE
            + " ! tee name=t"
            + SLOW
            + " ! fakesink name=s async=false t. ! identity name=fast ! fakesink async=false";
    LatencyTracer tracer = LatencyTracer.over(text);
    try (Latencies run = Latencies.run(text)) {
      long billed = tracer.element("t").stream().mapToLong(Long::longValue).sum();
      assertThat(billed).isGreaterThanOrEqualTo(4 * MILLI * FRAMES);
      assertThat(run.pipeline.stage("t").residence()).isEmpty();
      assertThat(run.sum("slow")).isGreaterThanOrEqualTo(4 * MILLI * FRAMES);
      assertThat(run.sum("fast")).isLessThan(run.sum("slow") / 2);
      System.out.printf(
          "latency tracer, tee: %.1f ms in %d frames, ours not measured; the sibling %.1f ms%n",
          billed / 1e6, FRAMES, run.sum("fast") / 1e6);
    }
  }
}
