package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

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

  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int NEIGHBOURS = 16;
  private static final long FREE = -1;
  private static final long BUSY = -2;
  private static final long AMBIGUOUS = -1; // in the place of the time
  private static final int PATIENCE = 100;

  /// More than any decoder, encoder or jitter buffer changes places.
  static final int OVERTAKEN = SLOTS / 2;

  // A slot. What belongs to it lies together: entering and leaving touch few cache lines.
  private static final int KEY = 0;
  private static final int TIME = 1; // when entered
  private static final int ORDER = 2; // and copies
  private static final int SLOT = 4;
  private static final int COPIES_BITS = 16;
  private static final long COPIES = (1L << COPIES_BITS) - 1;

  /// Taken whenever it is free, whatever the timestamp: most stages hold one buffer at a time, and
  /// one place stays in the first cache where places all over the table would not.
  private static final int FRONT = 0;

  /// Orders of entry whose slots are known: what may not have left yet, and what is swept behind
  /// it.
  private static final int REMEMBERED = 2 * SLOTS;

  private final long[] slots = new long[SLOT * SLOTS];
  // By the order of entry
  private final int[] slotOf = new int[REMEMBERED]; // unless it is the front slot
  private final long[] gone = new long[SLOTS]; // that order, once it has left
  private final long words; // where the stage's cells are
  private long order;
  private long latest = -1; // timestamp that has entered
  private long swept; // nothing that entered up to this one is inside
  private volatile long ending;

  /// @param stage address of the stage's entry, in [CounterLayout#words]
  ResidenceTable(long stage) {
    this.words = stage;
    this.order = getOpaque(ALL, at(words) + S_ENTERED);
    this.swept = order;
    for (int slot = FRONT; slot < slots.length; slot += SLOT) {
      slots[slot + KEY] = FREE;
    }
    VarHandle.fullFence();
  }

  /// A buffer entered the stage; called by the thread that pushes into it. A negative timestamp is
  /// none (GST_CLOCK_TIME_NONE is -1).
  @HotPath
  void enter(long runningNanos, long nowNanos) {
    order++;
    long base = at(words);
    LONG.setOpaque(ALL, base + S_ENTERED, order);
    if (runningNanos < 0) {
      return;
    }
    addOpaque(base + S_INSERTED, 1);
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
    addOpaque(base + S_EXPIRED, 1);
  }

  /// Takes a free slot for a timestamp that nothing inside has, as it is later than all before.
  /// Only the entering thread fills free slots, so it needs not own one to do so. Answers false
  /// when none is free near by.
  private boolean placeFirst(long runningNanos, long nowNanos) {
    if (fillFree(FRONT, runningNanos, nowNanos)) {
      return true;
    }
    int first = home(runningNanos);
    for (int i = 0; i < NEIGHBOURS; i++) {
      if (fillFree(neighbour(first, i), runningNanos, nowNanos)) {
        remember(neighbour(first, i));
        return true;
      }
    }
    return false;
  }

  private boolean fillFree(int slot, long runningNanos, long nowNanos) {
    long[] table = slots; // once: a field is read again behind each ordered access
    if ((long) CELL.getAcquire(table, slot + KEY) != FREE) {
      return false;
    }
    table[slot + TIME] = nowNanos;
    table[slot + ORDER] = order << COPIES_BITS | 1;
    CELL.setRelease(table, slot + KEY, runningNanos);
    return true;
  }

  /// Answers false when the leaving thread is busy near by: its slot may be of this very timestamp.
  private boolean place(long runningNanos, long nowNanos) {
    int free = -1;
    int first = home(runningNanos);
    for (int i = -1; i < NEIGHBOURS; i++) {
      int slot = i < 0 ? FRONT : neighbour(first, i);
      long key = (long) CELL.getAcquire(slots, slot + KEY);
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
    return put(slot, (long) CELL.getAcquire(slots, slot + KEY), runningNanos, nowNanos);
  }

  private int oldest(int first) {
    int oldest = neighbour(first, 0);
    for (int i = 1; i < NEIGHBOURS; i++) {
      int slot = neighbour(first, i);
      if (order(slot) < order(oldest)) {
        oldest = slot;
      }
    }
    return oldest;
  }

  private long time(int slot) {
    return slots[slot + TIME];
  }

  private long order(int slot) {
    return slots[slot + ORDER] >>> COPIES_BITS;
  }

  /// Buffers inside that share the slot.
  private int copies(int slot) {
    return (int) (slots[slot + ORDER] & COPIES);
  }

  private boolean put(int slot, long oldKey, long runningNanos, long nowNanos) {
    if (oldKey == BUSY || !CELL.compareAndSet(slots, slot + KEY, oldKey, BUSY)) {
      return false;
    }
    if (oldKey != FREE) {
      addOpaque(at(words) + S_EXPIRED, copies(slot));
    }
    fill(slot, nowNanos, 1);
    remember(slot);
    CELL.setRelease(slots, slot + KEY, runningNanos);
    return true;
  }

  private void fill(int slot, long time, int copies) {
    slots[slot + TIME] = time;
    slots[slot + ORDER] = order << COPIES_BITS | copies;
  }

  private void remember(int slot) {
    slotOf[(int) order & (REMEMBERED - 1)] = slot;
  }

  /// Another buffer with the timestamp of one inside. What entered so long ago that it cannot be
  /// inside any more, such as in the round before of a loop, expires instead of being waited for.
  private boolean join(int slot, long runningNanos) {
    if (!CELL.compareAndSet(slots, slot + KEY, runningNanos, BUSY)) {
      return false;
    }
    int before = copies(slot);
    boolean stale = order - order(slot) > SLOTS || before == COPIES;
    if (stale) {
      addOpaque(at(words) + S_EXPIRED, before);
    }
    fill(slot, AMBIGUOUS, stale ? 1 : before + 1);
    remember(slot);
    CELL.setRelease(slots, slot + KEY, runningNanos);
    return true;
  }

  /// A buffer left the stage; called by the thread that pushes out of it.
  ///
  /// @return the time it stayed in nanoseconds, or [#NO_SAMPLE] when that cannot be known
  @HotPath
  long leave(long runningNanos, long nowNanos) {
    long base = at(words);
    int slot = take(runningNanos);
    if (slot < 0) {
      addOpaque(base + S_AMBIGUOUS, 1);
      return NO_SAMPLE;
    }
    long time = time(slot);
    long entered = order(slot);
    boolean last = copies(slot) == 1;
    release(slot, runningNanos);
    addOpaque(base + S_REMOVED, 1);
    if (last && entered == swept + 1) {
      swept = entered;
    } else {
      overtakes(entered, last);
    }
    if (time == AMBIGUOUS) {
      addOpaque(base + S_AMBIGUOUS, 1);
      return NO_SAMPLE;
    }
    addOpaque(base + S_MATCHED, 1);
    matchedUpTo(base, entered);
    return Math.max(0, nowNanos - time);
  }

  /// Nothing that entered up to one buffer is inside any more, as far as is known.
  private static void matchedUpTo(long base, long last) {
    if (last > (long) LONG.getOpaque(ALL, base + S_LAST_MATCHED)) {
      LONG.setOpaque(ALL, base + S_LAST_MATCHED, last);
    }
  }

  /// The stage dropped a buffer for a known reason; called by the entering thread.
  @HotPath
  void forget(long runningNanos) {
    int slot = take(runningNanos);
    if (slot >= 0) {
      release(slot, runningNanos);
      addOpaque(at(words) + S_FORGOTTEN, 1);
    }
  }

  /// One left while some that entered before it have not. What entered so long before and is still
  /// here was swallowed.
  ///
  /// @param last no other shares its slot
  private void overtakes(long entered, boolean last) {
    if (last) {
      gone[place(entered)] = entered;
    }
    if (swept < entered - SLOTS) { // a long absence: one look at each slot is the shorter way
      swept = entered - OVERTAKEN;
      expireAll(swept);
    }
    while (swept < entered - OVERTAKEN) {
      swept++;
      if (!isGone(swept)) {
        expire(FRONT, swept);
        expire(slotOf[(int) swept & (REMEMBERED - 1)], swept);
      }
    }
    while (isGone(swept + 1)) {
      swept++;
    }
  }

  /// Whether it has left is known without a look at its slot: slots lie all over the memory.
  private boolean isGone(long entered) {
    return gone[place(entered)] == entered;
  }

  /// The end of the stream goes in; called by the thread that pushes into the stage.
  void endEnters() {
    ending = order;
  }

  /// The end of the stream has left, behind all that entered before it; called by the thread that
  /// pushes out of the stage.
  void endLeaves() {
    long last = ending;
    expireAll(last);
    matchedUpTo(at(words), last);
  }

  private void expireAll(long last) {
    for (int slot = FRONT; slot < slots.length; slot += SLOT) {
      expire(slot, last);
    }
  }

  private void expire(int slot, long last) {
    int given = giveUp(slot, last);
    if (given > 0) {
      addOpaque(at(words) + S_OVERTAKEN, given);
    }
  }

  /// All that is inside was thrown away by a flush, while nothing enters or leaves.
  void flushed() {
    for (int slot = FRONT; slot < slots.length; slot += SLOT) {
      addOpaque(at(words) + S_FORGOTTEN, giveUp(slot, order));
    }
    latest = -1;
    matchedUpTo(at(words), order);
  }

  /// Frees a slot if what it holds had entered by then; answers how many buffers that were. A slot
  /// of anything later is not even touched: while it were owned here, the other thread would not
  /// find in it what it looks for.
  private int giveUp(int slot, long last) {
    long key = (long) CELL.getAcquire(slots, slot + KEY);
    if (key < 0 || order(slot) > last || !CELL.compareAndSet(slots, slot + KEY, key, BUSY)) {
      return 0;
    }
    boolean later = order(slot) > last; // another one with this timestamp has joined it
    int given = later ? 0 : copies(slot);
    CELL.setRelease(slots, slot + KEY, later ? key : FREE);
    return given;
  }

  private int take(long runningNanos) {
    if (runningNanos < 0) {
      return -1;
    }
    if (own(FRONT, runningNanos)) {
      return FRONT;
    }
    int first = home(runningNanos);
    for (int i = 0; i < NEIGHBOURS; i++) {
      int slot = neighbour(first, i);
      if (own(slot, runningNanos)) {
        return slot;
      }
    }
    return -1;
  }

  private boolean own(int slot, long runningNanos) {
    long[] table = slots;
    return (long) CELL.getAcquire(table, slot + KEY) == runningNanos
        && CELL.compareAndSet(table, slot + KEY, runningNanos, BUSY);
  }

  private void release(int slot, long runningNanos) {
    int left = copies(slot) - 1;
    slots[slot + ORDER]--; // the copies
    CELL.setRelease(slots, slot + KEY, left == 0 ? FREE : runningNanos);
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

  private static int neighbour(int first, int i) {
    return SLOT * ((first + i) & (SLOTS - 1));
  }

  private static int place(long entered) {
    return (int) entered & (SLOTS - 1);
  }
}
