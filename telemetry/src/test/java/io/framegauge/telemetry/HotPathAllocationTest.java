package io.framegauge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What runs on a streaming thread for each buffer allocates nothing, the cutting of a record in
/// it.
class HotPathAllocationTest {
  private static final int FRAMES = 1_000_000;
  private static final long FRAME_PERIOD = 100;

  private final Recording recording = new Recording(Optional.of(FRAME_PERIOD), Optional.of(1.0));

  private void flow() {
    for (int i = 0; i < FRAMES; i++) {
      recording.frame();
      if (i % 1_000 == 0) {
        recording.recorder.timePassed();
      }
    }
  }

  @Test
  void shouldAllocateNothingPerBufferAndRecord() {
    recording.recorder.initial();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    flow(); // until compiled
    flow();

    long before = threads.getThreadAllocatedBytes(thread);
    long ofMeasuring = threads.getThreadAllocatedBytes(thread) - before;
    before = threads.getThreadAllocatedBytes(thread);
    flow();
    long allocated = threads.getThreadAllocatedBytes(thread) - before - ofMeasuring;

    assertThat(allocated).isZero();
    assertThat(recording.recorder.framesLeft()).isEqualTo(3L * FRAMES);
    assertThat(recording.history.latest(1, Long.MAX_VALUE).newestId())
        .isEqualTo(3L * FRAMES / FRAME_PERIOD + 3L * FRAMES / 1_000);
  }
}
