package io.framegauge.telemetry.counter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/// Remembers when each buffer entered a stage, by its timestamp as running time, until it leaves.
///
/// One thread enters and one thread leaves at a time (the streaming threads of the stage's one
/// input and one output; they may be the same). Bounded: when no place is left near a timestamp's
/// slot, the oldest entry there expires. An entry that is still there when one that came much later
/// leaves, or the end of the stream, will not leave any more: it expires too. Buffers inside with
/// the same timestamp share a slot, and none of them gives a sample, since nothing tells which of
/// them leaves.
///
/// Whoever changes a slot's key from a timestamp (or free) to busy owns the slot until it puts a
/// key back.
final class ResidenceTable {
  /// What [#leave] answers when there is no sample.
  static final long NO_SAMPLE = -1;

  static final int SLOTS = 1024;

  private static final VarHandle KEY = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int NEIGHBOURS = 16;
  private static final long FREE = -1;
  private static final long BUSY = -2;
  private static final long AMBIGUOUS = -1; // in the place of the time
  private static final int PATIENCE = 100;

  /// More than any decoder, encoder or jitter buffer changes places.
  static final int OVERTAKEN = SLOTS / 2;

  private final long[] keys = new long[SLOTS];
  private final long[] times = new long[SLOTS];
  private final long[] orders = new long[SLOTS];
  private final int[] copies = new int[SLOTS];
  private final int[] slotOf = new int[SLOTS]; // by the order of entry
  private final StageCells cells;
  private long order;
  private long swept;
  private volatile long ending;

  ResidenceTable(StageCells cells) {
    this.cells = cells;
    this.order = cells.entered();
    this.swept = order;
    Arrays.fill(keys, FREE);
    VarHandle.fullFence();
  }

  /// A buffer entered the stage; called by the thread that pushes into it. A negative timestamp is
  /// none (GST_CLOCK_TIME_NONE is -1).
  @HotPath
  void enter(long runningNanos, long nowNanos) {
    order++;
    cells.addEntered();
    if (runningNanos < 0) {
      return;
    }
    cells.addInserted();
    for (int i = 0; i < PATIENCE; i++) {
      if (place(runningNanos, nowNanos)) {
        return;
      }
      Thread.onSpinWait();
    }
    // The leaving thread was interrupted while it owned a slot near by: this entry is given up.
    cells.addExpired(1);
  }

  /// Answers false when the leaving thread is busy near by: its slot may be of this very timestamp.
  private boolean place(long runningNanos, long nowNanos) {
    int free = -1;
    int first = home(runningNanos);
    for (int i = 0; i < NEIGHBOURS; i++) {
      int slot = (first + i) & (SLOTS - 1);
      long key = (long) KEY.getAcquire(keys, slot);
      if (key == BUSY) {
        return false;
      }
      if (key == runningNanos) {
        return join(slot, runningNanos);
      }
      if (key == FREE && free < 0) {
        free = slot;
      }
    }
    int slot = free >= 0 ? free : oldest(first);
    return put(slot, (long) KEY.getAcquire(keys, slot), runningNanos, nowNanos);
  }

  private int oldest(int first) {
    int oldest = first;
    for (int i = 1; i < NEIGHBOURS; i++) {
      int slot = (first + i) & (SLOTS - 1);
      if (orders[slot] < orders[oldest]) {
        oldest = slot;
      }
    }
    return oldest;
  }

  private boolean put(int slot, long oldKey, long runningNanos, long nowNanos) {
    if (oldKey == BUSY || !KEY.compareAndSet(keys, slot, oldKey, BUSY)) {
      return false;
    }
    if (oldKey != FREE) {
      cells.addExpired(copies[slot]);
    }
    times[slot] = nowNanos;
    mark(slot);
    copies[slot] = 1;
    KEY.setRelease(keys, slot, runningNanos);
    return true;
  }

  private void mark(int slot) {
    orders[slot] = order;
    slotOf[(int) order & (SLOTS - 1)] = slot;
  }

  /// Another buffer with the timestamp of one inside. What entered so long ago that it cannot be
  /// inside any more, such as in the round before of a loop, expires instead of being waited for.
  private boolean join(int slot, long runningNanos) {
    if (!KEY.compareAndSet(keys, slot, runningNanos, BUSY)) {
      return false;
    }
    boolean stale = order - orders[slot] > SLOTS;
    if (stale) {
      cells.addExpired(copies[slot]);
    }
    times[slot] = AMBIGUOUS;
    mark(slot);
    copies[slot] = stale ? 1 : copies[slot] + 1;
    KEY.setRelease(keys, slot, runningNanos);
    return true;
  }

  /// A buffer left the stage; called by the thread that pushes out of it.
  ///
  /// @return the time it stayed in nanoseconds, or [#NO_SAMPLE] when that cannot be known
  @HotPath
  long leave(long runningNanos, long nowNanos) {
    int slot = take(runningNanos);
    if (slot < 0) {
      cells.addAmbiguous();
      return NO_SAMPLE;
    }
    long time = times[slot];
    long entered = orders[slot];
    release(slot, runningNanos);
    cells.addRemoved();
    expireOvertaken(entered - OVERTAKEN);
    if (time == AMBIGUOUS) {
      cells.addAmbiguous();
      return NO_SAMPLE;
    }
    cells.addMatched(entered);
    return Math.max(0, nowNanos - time);
  }

  /// The stage dropped a buffer for a known reason; called by the entering thread.
  @HotPath
  void forget(long runningNanos) {
    int slot = take(runningNanos);
    if (slot >= 0) {
      release(slot, runningNanos);
      cells.addForgotten(1);
    }
  }

  /// What entered that long ago and is still here was swallowed; the rest of a long absence is
  /// found when its places are needed.
  private void expireOvertaken(long last) {
    swept = Math.max(swept, last - SLOTS);
    while (swept < last) {
      swept++;
      expire(slotOf[(int) swept & (SLOTS - 1)], swept, swept);
    }
  }

  /// The end of the stream goes in; called by the thread that pushes into the stage.
  void endEnters() {
    ending = order;
  }

  /// The end of the stream has left, behind all that entered before it; called by the thread that
  /// pushes out of the stage.
  void endLeaves() {
    long last = ending;
    for (int slot = 0; slot < SLOTS; slot++) {
      expire(slot, 0, last);
    }
    cells.empty(last);
  }

  private void expire(int slot, long first, long last) {
    int given = giveUp(slot, first, last);
    if (given > 0) {
      cells.addOvertaken(given);
    }
  }

  /// All that is inside was thrown away by a flush, while nothing enters or leaves.
  void flushed() {
    for (int slot = 0; slot < SLOTS; slot++) {
      cells.addForgotten(giveUp(slot, 0, Long.MAX_VALUE));
    }
    cells.empty(order);
  }

  /// Frees a slot if what it holds entered within bounds; answers how many buffers that were.
  private int giveUp(int slot, long first, long last) {
    long key = (long) KEY.getAcquire(keys, slot);
    if (key < 0 || !KEY.compareAndSet(keys, slot, key, BUSY)) {
      return 0;
    }
    boolean within = orders[slot] >= first && orders[slot] <= last;
    int given = within ? copies[slot] : 0;
    KEY.setRelease(keys, slot, within ? FREE : key);
    return given;
  }

  private int take(long runningNanos) {
    if (runningNanos < 0) {
      return -1;
    }
    int first = home(runningNanos);
    for (int i = 0; i < NEIGHBOURS; i++) {
      int slot = (first + i) & (SLOTS - 1);
      if ((long) KEY.getAcquire(keys, slot) == runningNanos
          && KEY.compareAndSet(keys, slot, runningNanos, BUSY)) {
        return slot;
      }
    }
    return -1;
  }

  private void release(int slot, long runningNanos) {
    int left = copies[slot] - 1;
    copies[slot] = left;
    KEY.setRelease(keys, slot, left == 0 ? FREE : runningNanos);
  }

  /// Mixes all bits (the finalizer of SplitMix64): timestamps are multiples of a frame's duration,
  /// and one of them must not make all frames neighbours.
  static int mix(long timestamp) {
    long mixed = (timestamp ^ (timestamp >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return (int) (mixed ^ (mixed >>> 31));
  }

  private static int home(long timestamp) {
    return mix(timestamp) & (SLOTS - 1);
  }
}
