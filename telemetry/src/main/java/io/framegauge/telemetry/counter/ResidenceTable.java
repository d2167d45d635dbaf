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

  // What belongs to a slot lies together: entering and leaving touch few cache lines.
  private static final int ENTRY = 2;
  private static final int COPIES_BITS = 16;
  private static final long COPIES = (1L << COPIES_BITS) - 1;

  private final long[] keys = new long[SLOTS];
  private final long[] entries = new long[ENTRY * SLOTS]; // when entered; order and copies
  private final int[] slotOf = new int[SLOTS]; // by the order of entry
  private final int[] gone = new int[SLOTS]; // by the order of entry: that order, once it has left
  private final StageCells cells;
  private long order;
  private long latest = -1; // timestamp that has entered
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
    if (runningNanos > latest) {
      latest = runningNanos;
      if (placeFirst(runningNanos, nowNanos)) {
        return;
      }
    }
    for (int i = 0; i < PATIENCE; i++) {
      if (place(runningNanos, nowNanos)) {
        return;
      }
      Thread.onSpinWait();
    }
    // The leaving thread was interrupted while it owned a slot near by: this entry is given up.
    cells.addExpired(1);
  }

  /// Takes a free slot for a timestamp that nothing inside has, as it is later than all before.
  /// Only the entering thread fills free slots, so it needs not own one to do so. Answers false
  /// when none is free near by.
  private boolean placeFirst(long runningNanos, long nowNanos) {
    int first = home(runningNanos);
    for (int i = 0; i < NEIGHBOURS; i++) {
      int slot = (first + i) & (SLOTS - 1);
      if ((long) KEY.getAcquire(keys, slot) == FREE) {
        fill(slot, nowNanos, 1);
        KEY.setRelease(keys, slot, runningNanos);
        return true;
      }
    }
    return false;
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
      if (order(slot) < order(oldest)) {
        oldest = slot;
      }
    }
    return oldest;
  }

  private long time(int slot) {
    return entries[ENTRY * slot];
  }

  private long order(int slot) {
    return entries[ENTRY * slot + 1] >>> COPIES_BITS;
  }

  /// Buffers inside that share the slot.
  private int copies(int slot) {
    return (int) (entries[ENTRY * slot + 1] & COPIES);
  }

  private boolean put(int slot, long oldKey, long runningNanos, long nowNanos) {
    if (oldKey == BUSY || !KEY.compareAndSet(keys, slot, oldKey, BUSY)) {
      return false;
    }
    if (oldKey != FREE) {
      cells.addExpired(copies(slot));
    }
    fill(slot, nowNanos, 1);
    KEY.setRelease(keys, slot, runningNanos);
    return true;
  }

  private void fill(int slot, long time, int copies) {
    entries[ENTRY * slot] = time;
    entries[ENTRY * slot + 1] = order << COPIES_BITS | copies;
    slotOf[(int) order & (SLOTS - 1)] = slot;
  }

  /// Another buffer with the timestamp of one inside. What entered so long ago that it cannot be
  /// inside any more, such as in the round before of a loop, expires instead of being waited for.
  private boolean join(int slot, long runningNanos) {
    if (!KEY.compareAndSet(keys, slot, runningNanos, BUSY)) {
      return false;
    }
    int before = copies(slot);
    boolean stale = order - order(slot) > SLOTS || before == COPIES;
    if (stale) {
      cells.addExpired(before);
    }
    fill(slot, AMBIGUOUS, stale ? 1 : before + 1);
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
    long time = time(slot);
    long entered = order(slot);
    if (copies(slot) == 1) {
      gone[(int) entered & (SLOTS - 1)] = (int) entered;
    }
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
  /// found when its places are needed. Most has left, which is known without a look at its slot:
  /// slots lie all over the memory, and that look would be a quarter of what leaving takes.
  private void expireOvertaken(long last) {
    swept = Math.max(swept, last - SLOTS);
    while (swept < last) {
      swept++;
      int place = (int) swept & (SLOTS - 1);
      if (gone[place] != (int) swept) {
        expire(slotOf[place], swept, swept);
      }
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
    latest = -1;
    cells.empty(order);
  }

  /// Frees a slot if what it holds entered within bounds; answers how many buffers that were.
  private int giveUp(int slot, long first, long last) {
    long key = (long) KEY.getAcquire(keys, slot);
    if (key < 0 || !KEY.compareAndSet(keys, slot, key, BUSY)) {
      return 0;
    }
    boolean within = order(slot) >= first && order(slot) <= last;
    int given = within ? copies(slot) : 0;
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
    int left = copies(slot) - 1;
    entries[ENTRY * slot + 1]--; // the copies
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
