package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/// Takes the latency samples since the last record of one type out of a link. One thread at a time
/// per window: frame records and timestamp records have a window each.
public final class LatencyWindow {
  private static final int PATIENCE = 1000;

  private final MemorySegment memory;
  private final int window;
  private long minNanos;
  private long maxNanos;
  private long sumNanos;
  private long count;

  LatencyWindow(MemorySegment memory, int window) {
    this.memory = memory;
    this.window = window;
  }

  /// Moves the window of a link on and keeps what it held. When the link's thread was interrupted
  /// in the middle of a sample and does not come back within about a microsecond, the window is
  /// left as it is: its samples go into the next record instead of being waited for.
  ///
  /// @return whether there were samples
  @HotPath
  boolean take(long linkBase) {
    long epochOffset = linkBase + LinkCells.windowOffset(window);
    long epoch = (long) LONG.get(memory, epochOffset);
    long bank = epochOffset + 8 + 32 * (epoch & 1);
    LONG.setVolatile(memory, epochOffset, epoch + 1);
    VarHandle.fullFence();
    long writing = (long) LONG.getAcquire(memory, linkBase + L_WRITING);
    for (int i = 0; (writing & 1) == 1 && i < PATIENCE; i++) {
      Thread.onSpinWait();
      if ((long) LONG.getAcquire(memory, linkBase + L_WRITING) != writing) {
        break;
      }
      if (i == PATIENCE - 1) {
        return false;
      }
    }
    count = (long) LONG.get(memory, bank + 24);
    if (count == 0) {
      return false;
    }
    minNanos = (long) LONG.get(memory, bank);
    maxNanos = (long) LONG.get(memory, bank + 8);
    sumNanos = (long) LONG.get(memory, bank + 16);
    clear(bank);
    return true;
  }

  private void clear(long bank) {
    LONG.set(memory, bank, 0L);
    LONG.set(memory, bank + 8, 0L);
    LONG.set(memory, bank + 16, 0L);
    LONG.set(memory, bank + 24, 0L);
  }

  /// Shortest sample taken, in nanoseconds.
  public long minNanos() {
    return minNanos;
  }

  /// Longest sample taken, in nanoseconds.
  public long maxNanos() {
    return maxNanos;
  }

  /// Sum of the samples taken, in nanoseconds.
  public long sumNanos() {
    return sumNanos;
  }

  /// Number of samples taken.
  public long count() {
    return count;
  }
}
