package io.framegauge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What runs on a streaming thread for each buffer allocates nothing, the cutting of a record in
/// it.
class HotPathAllocationTest {
  private static final int FRAMES = 1_000_000;
  private static final long FRAME_PERIOD = 100;

  @TempDir private Path folder;

  private static Recording recording(FileSetting file) {
    return new Recording(Optional.of(FRAME_PERIOD), Optional.of(1.0), file);
  }

  private static void flow(Recording recording) {
    for (int i = 0; i < FRAMES; i++) {
      recording.frame();
      if (i % 1_000 == 0) {
        recording.recorder.timePassed();
      }
    }
  }

  @Test
  void shouldAllocateNothingPerBufferAndRecord() {
    assertNothingAllocated(recording(new FileSetting.Off()));
  }

  @Test
  void shouldAllocateNothingPerBufferAndRecordInAFile() {
    Path file = folder.resolve("hot.telemetry");
    Recording recording = recording(new FileSetting.At(file));
    try (TelemetryMemory memory = recording.memory) {
      assertThat(memory.publish()).contains(file);
      assertNothingAllocated(recording);
    }
    assertThat(ObservedRun.open(file).counters().stages().getLast().frames())
        .isEqualTo(3L * FRAMES);
  }

  private static void assertNothingAllocated(Recording recording) {
    recording.recorder.initial();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    flow(recording); // until compiled
    flow(recording);

    long before = threads.getThreadAllocatedBytes(thread);
    long ofMeasuring = threads.getThreadAllocatedBytes(thread) - before;
    before = threads.getThreadAllocatedBytes(thread);
    flow(recording);
    long allocated = threads.getThreadAllocatedBytes(thread) - before - ofMeasuring;

    assertThat(allocated).isZero();
    assertThat(recording.recorder.framesLeft()).isEqualTo(3L * FRAMES);
    assertThat(recording.history.latest(1, Long.MAX_VALUE).newestId())
        .isEqualTo(3L * FRAMES / FRAME_PERIOD + 3L * FRAMES / 1_000);
  }
}
