package io.framegauge.pipeline;

import static io.framegauge.pipeline.Latencies.TINY;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whose time it is: branches of a tee, full queues, sinks that wait.
class BranchLatencyTest {
  private static final int FRAMES = 60;
  private static final long MILLI = 1_000_000;
  private static final String SOURCE = "videotestsrc pattern=black num-buffers=" + FRAMES + TINY;

  /// Trap 18. Both branches run on one thread, one after the other, so the times in them cannot
  /// overlap: together they are no longer than the run.
  @Test
  void shouldNotChargeABranchWithItsSiblings() throws InterruptedException {
    long begin = System.nanoTime();
    try (Latencies run =
        Latencies.run(
            SOURCE
                + " ! tee name=t ! identity name=slow sleep-time=5000 ! fakesink name=s0 async=false"
                + " t. ! identity name=fast ! fakesink name=s1 async=false")) {
      long elapsed = System.nanoTime() - begin;

      assertThat(run.coverage("slow")).isEqualTo(FRAMES + " 0 0");
      assertThat(run.coverage("fast")).isEqualTo(FRAMES + " 0 0");
      assertThat(run.sum("slow")).isGreaterThanOrEqualTo(5 * MILLI * FRAMES);
      assertThat(run.sum("slow") + run.sum("fast")).isLessThanOrEqualTo(elapsed);
      assertThat(run.sum("fast")).isLessThan(run.sum("slow") / 2);
      assertThat(run.pipeline.stage("t").residence()).isEmpty(); // several ways out: not measured
      assertThat(run.coverageTo("s0")).isEqualTo(FRAMES + " 0 0");
      assertThat(run.coverageTo("s1")).isEqualTo(FRAMES + " 0 0");
      // end to end the second branch does wait for the first, and that is told
      assertThat(run.to("s1").sumNanos()).isGreaterThanOrEqualTo(run.sum("slow"));
    }
  }

  /// Trap 30: behind a tee buffers are not writable, so nothing may be written on them.
  @Test
  void shouldMeasureBuffersThatNobodyMayWriteTo() throws InterruptedException {
    try (Latencies run =
        Latencies.run(
            SOURCE
                + " ! tee name=t ! queue name=q0 ! identity name=a ! fakesink name=s0 async=false"
                + " t. ! queue name=q1 ! identity name=b ! fakesink name=s1 async=false")) {
      for (String stage : new String[] {"q0", "q1", "a", "b"}) {
        assertThat(run.coverage(stage)).isEqualTo(FRAMES + " 0 0");
      }
    }
  }

  /// Trap 26: what blocks in front of a full queue waits for the queue. GStreamer's own tracer
  /// bills it to the element before a full multiqueue.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "queue name=q max-size-buffers=2",
        "queue2 name=q max-size-buffers=2 use-buffering=false",
        "multiqueue name=q max-size-buffers=2 max-size-bytes=0 max-size-time=0"
      })
  void shouldNotTakeAFullQueueForASlowElementBeforeIt(String queue) throws InterruptedException {
    try (Latencies run =
        Latencies.run(
            SOURCE
                + " ! identity name=before ! "
                + queue
                + " ! identity name=slow sleep-time=3000 ! fakesink")) {
      assertThat(run.coverage("before")).isEqualTo(FRAMES + " 0 0");
      assertThat(run.coverage("q")).isEqualTo(FRAMES + " 0 0");
      assertThat(run.sum("slow")).isGreaterThanOrEqualTo(3 * MILLI * FRAMES);
      assertThat(run.sum("before")).isLessThan(run.sum("slow") / 2);
      assertThat(run.sum("q")).isGreaterThan(run.sum("before"));
    }
  }

  /// Trap 27: 60 frames at 100 a second last 590 ms, spent in the sink, or before it in a queue.
  @Test
  void shouldNotTakeAWaitForTheClockForWork() throws InterruptedException {
    String timed = "videotestsrc pattern=black num-buffers=" + FRAMES + TINY + ",framerate=100/1";
    try (Latencies run =
        Latencies.run(
            timed
                + " ! identity name=x ! queue name=q ! identity name=y ! fakesink name=s"
                + " sync=true")) {
      assertThat(run.coverage("y")).isEqualTo(FRAMES + " 0 0");
      assertThat(run.sum("x")).isLessThan(295 * MILLI);
      assertThat(run.sum("y")).isLessThan(295 * MILLI);
      assertThat(run.sum("q")).isGreaterThan(run.sum("y"));
      assertThat(run.pipeline.stage("s").residence()).isEmpty();
      assertThat(run.coverageTo("s")).isEqualTo(FRAMES + " 0 0");
    }
  }
}
