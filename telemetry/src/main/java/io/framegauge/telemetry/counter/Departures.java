package io.framegauge.telemetry.counter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/// Remembers when each of the newest buffers left a source over one link, by its running time, for
/// the sinks that they reach.
///
/// One thread writes, any number look things up and take nothing out: after a tee a buffer reaches
/// several sinks. Bounded: what is not among the newest [#SLOTS] or so is forgotten. What is found
/// is the buffer's own time or one of [#UNKNOWN] and [#SEVERAL].
public final class Departures {
  /// No buffer with that running time is remembered.
  static final long UNKNOWN = -1;

  /// More than one buffer had that running time.
  static final long SEVERAL = -2;

  static final int SLOTS = 4096;

  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int NEIGHBOURS = 16;
  private static final long FREE = -1;

  private final long[] keys = new long[SLOTS];
  private final long[] times = new long[SLOTS];
  private final long[] orders = new long[SLOTS]; // the writer's own
  private long order;

  /// Nothing has left yet.
  public Departures() {
    Arrays.fill(keys, FREE);
    VarHandle.fullFence();
  }

  /// A buffer leaves; called by the thread that pushes it.
  @HotPath
  void leave(long runningNanos, long nowNanos) {
    if (runningNanos < 0) {
      return;
    }
    order++;
    int slot = slot(runningNanos);
    if (keys[slot] == runningNanos) {
      CELL.setOpaque(times, slot, SEVERAL);
    } else {
      CELL.setOpaque(keys, slot, FREE);
      VarHandle.storeStoreFence(); // whoever reads the new time finds that the old key is gone
      CELL.setOpaque(times, slot, nowNanos);
      CELL.setRelease(keys, slot, runningNanos);
    }
    orders[slot] = order;
  }

  /// Where a key is, or else is put.
  private int slot(long key) {
    int first = home(key);
    int oldest = first;
    for (int i = 0; i < NEIGHBOURS; i++) {
      int slot = (first + i) & (SLOTS - 1);
      if (keys[slot] == key) {
        return slot;
      }
      if (orders[slot] < orders[oldest]) {
        oldest = slot;
      }
    }
    return oldest;
  }

  /// When the buffer with a running time left, in nanoseconds of the monotonic clock, or one of
  /// [#UNKNOWN], [#SEVERAL]; any thread.
  @HotPath
  long find(long runningNanos) {
    int first = home(runningNanos);
    for (int i = 0; i < NEIGHBOURS; i++) {
      int slot = (first + i) & (SLOTS - 1);
      if ((long) CELL.getAcquire(keys, slot) == runningNanos) {
        long time = (long) CELL.getOpaque(times, slot);
        VarHandle.loadLoadFence();
        return (long) CELL.getOpaque(keys, slot) == runningNanos ? time : UNKNOWN;
      }
    }
    return UNKNOWN;
  }

  /// Everything that left before was thrown away by a flush; called while nothing leaves.
  void forget() {
    for (int slot = 0; slot < SLOTS; slot++) {
      CELL.setOpaque(keys, slot, FREE);
    }
  }

  private static int home(long key) {
    return ResidenceTable.mix(key) & (SLOTS - 1);
  }
}
