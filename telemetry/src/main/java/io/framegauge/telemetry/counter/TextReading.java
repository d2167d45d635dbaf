package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Reads texts as a whole. A text that is being written is waited for; one whose writer does not
/// come back, such as that of a killed process, is empty, for unknown. What all of them are waited
/// for together is bounded, by a tenth of a second. Any thread but streaming threads.
final class TextReading {
  private static final int PATIENCE = 1000;
  private static final long PAUSE_NANOS = 100_000;

  private final MemorySegment memory;
  private final AtomicInteger patience = new AtomicInteger(PATIENCE);

  TextReading(MemorySegment memory) {
    this.memory = memory;
  }

  String read(long offset, int capacity) {
    for (int waits = 0; ; waits++) {
      int head = (int) INT.getAcquire(memory, offset);
      String text = textAt(memory, offset, capacity, head);
      if (isWhole(memory, offset, head)) {
        patience.addAndGet(waits);
        return text;
      }
      if (patience.decrementAndGet() < 0) {
        patience.incrementAndGet();
        return "";
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
