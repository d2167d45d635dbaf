package io.framegauge.telemetry.counter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Remembers when each buffer entered a stage, by its presentation timestamp, until it leaves.
///
/// One thread enters and one thread leaves at a time (the streaming threads of the stage's one
/// input and one output; they may be the same). Bounded: when no place is left near a timestamp's
/// slot, the oldest entry there expires. A slot is three longs: key (timestamp, or free, or busy),
/// time, order of entry; whoever changes a key from a timestamp to busy owns the slot.
final class ResidenceTable {
  /// What [#leave] answers when there is no sample.
  static final long NO_SAMPLE = -1;

  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int SLOTS = 1024;
  private static final int NEIGHBOURS = 8;
  private static final int WIDTH = 3;
  private static final long FREE = Long.MIN_VALUE;
  private static final long BUSY = Long.MIN_VALUE + 1;
  private static final long NO_TIMESTAMP = -1; // GST_CLOCK_TIME_NONE
  private static final long AMBIGUOUS = -1; // in the place of the time

  private final long[] slots = new long[SLOTS * WIDTH];
  private final StageCells cells;
  private long order;

  ResidenceTable(StageCells cells) {
    this.cells = cells;
    for (int slot = 0; slot < slots.length; slot += WIDTH) {
      slots[slot] = FREE;
    }
    VarHandle.fullFence();
  }

  /// A buffer entered the stage; called by the thread that pushes into it.
  @HotPath
  void enter(long ptsNanos, long nowNanos) {
    order++;
    cells.addEntered();
    if (ptsNanos == NO_TIMESTAMP) {
      return;
    }
    int victim = -1;
    long victimKey = FREE;
    long victimAge = Long.MAX_VALUE;
    int first = home(ptsNanos);
    for (int i = 0; i < NEIGHBOURS; i++) {
      int slot = ((first + i) & (SLOTS - 1)) * WIDTH;
      long key = (long) SLOT.getAcquire(slots, slot);
      if (key == ptsNanos && SLOT.compareAndSet(slots, slot, key, BUSY)) {
        slots[slot + 1] = AMBIGUOUS;
        SLOT.setRelease(slots, slot, ptsNanos);
        cells.addAmbiguousIn();
        return;
      }
      long age = key == FREE ? Long.MIN_VALUE : key == BUSY ? Long.MAX_VALUE : slots[slot + 2];
      if (victim < 0 || age < victimAge) {
        victim = slot;
        victimKey = key;
        victimAge = age;
      }
    }
    put(victim, victimKey, ptsNanos, nowNanos);
  }

  private void put(int slot, long oldKey, long ptsNanos, long nowNanos) {
    if (oldKey == BUSY || !SLOT.compareAndSet(slots, slot, oldKey, BUSY)) {
      // The leaving thread is taking this very entry out; the new one is given up, and counted.
      cells.addInserted();
      cells.addExpired();
      return;
    }
    if (oldKey != FREE) {
      cells.addExpired();
    }
    slots[slot + 1] = nowNanos;
    slots[slot + 2] = order;
    SLOT.setRelease(slots, slot, ptsNanos);
    cells.addInserted();
  }

  /// A buffer left the stage; called by the thread that pushes out of it.
  ///
  /// @return the time it stayed in nanoseconds, or [#NO_SAMPLE] when that cannot be known
  @HotPath
  long leave(long ptsNanos, long nowNanos) {
    int slot = take(ptsNanos);
    if (slot < 0) {
      cells.addAmbiguousOut();
      return NO_SAMPLE;
    }
    long time = slots[slot + 1];
    long entered = slots[slot + 2];
    SLOT.setRelease(slots, slot, FREE);
    cells.addRemoved();
    if (time == AMBIGUOUS) {
      cells.addAmbiguousOut();
      return NO_SAMPLE;
    }
    cells.addMatched(entered);
    return Math.max(0, nowNanos - time);
  }

  /// The stage dropped a buffer for a known reason; called by the entering thread.
  @HotPath
  void forget(long ptsNanos) {
    int slot = take(ptsNanos);
    if (slot >= 0) {
      SLOT.setRelease(slots, slot, FREE);
      cells.addForgotten();
    }
  }

  private int take(long ptsNanos) {
    if (ptsNanos == NO_TIMESTAMP) {
      return -1;
    }
    int first = home(ptsNanos);
    for (int i = 0; i < NEIGHBOURS; i++) {
      int slot = ((first + i) & (SLOTS - 1)) * WIDTH;
      if ((long) SLOT.getAcquire(slots, slot) == ptsNanos
          && SLOT.compareAndSet(slots, slot, ptsNanos, BUSY)) {
        return slot;
      }
    }
    return -1;
  }

  private static int home(long ptsNanos) {
    return (int) ((ptsNanos * 0x9E3779B97F4A7C15L) >>> 54) & (SLOTS - 1);
  }
}
