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
/// No thread ever waits for the other one, which may have been interrupted. A slot is taken while
/// its state counts copies: who wants one of them, or all, swaps the state for one with less, and
/// who has taken the last one frees the slot. Only the entering thread fills free slots.
final class ResidenceTable {
  /// What [#leave] answers when there is no sample.
  static final long NO_SAMPLE = -1;

  static final int SLOTS = 1024;

  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int NEIGHBOURS = 16;
  private static final long FREE = -1;

  /// More than any decoder, encoder or jitter buffer changes places.
  static final int OVERTAKEN = SLOTS / 2;

  // A slot. What belongs to it lies together: entering and leaving touch few cache lines.
  private static final int KEY = 0; // timestamp
  private static final int TIME = 1; // when entered
  private static final int STATE = 2;
  private static final int SLOT = 4;

  // The state: order of entry, whether several shared the slot, buffers inside that do
  private static final int ORDER_SHIFT = 17;
  private static final long SHARED = 1L << 16;
  private static final long COPIES = SHARED - 1;
  private static final long NO_COPIES = 0;

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
    place(runningNanos, nowNanos);
  }

  /// Takes a free slot for a timestamp that nothing inside has, as it is later than all before.
  /// Answers false when none is free near by.
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
    fill(table, slot, runningNanos, nowNanos);
    return true;
  }

  private void fill(long[] table, int slot, long runningNanos, long nowNanos) {
    table[slot + TIME] = nowNanos;
    CELL.setRelease(table, slot + STATE, order << ORDER_SHIFT | 1);
    CELL.setRelease(table, slot + KEY, runningNanos); // last: what is found is whole
  }

  /// Joins the buffers inside with that timestamp, or takes a free slot, or that of the oldest.
  private void place(long runningNanos, long nowNanos) {
    int first = home(runningNanos);
    int free = -1;
    for (int i = -1; i < NEIGHBOURS; i++) {
      int slot = i < 0 ? FRONT : neighbour(first, i);
      long key = (long) CELL.getAcquire(slots, slot + KEY);
      if (key == runningNanos && join(slot)) {
        return;
      }
      if (key == FREE && free < 0) {
        free = slot;
      }
    }
    while (free < 0) {
      int slot = oldest(first);
      addOpaque(at(words) + S_EXPIRED, giveUp(slot, order));
      free = (long) CELL.getAcquire(slots, slot + KEY) == FREE ? slot : -1;
    }
    remember(free);
    fill(slots, free, runningNanos, nowNanos);
  }

  /// Another buffer with the timestamp of those in a slot. What entered so long ago that it cannot
  /// be inside any more, such as in the round before of a loop, expires instead of being waited
  /// for. Answers false when the last one of them is leaving just now.
  private boolean join(int slot) {
    for (long state = state(slot); copies(state) > 0; state = state(slot)) {
      int before = copies(state);
      boolean stale = order - order(state) > SLOTS || before == COPIES;
      remember(slot);
      if (swap(slot, state, order << ORDER_SHIFT | SHARED | (stale ? 1 : before + 1))) {
        addOpaque(at(words) + S_EXPIRED, stale ? before : 0);
        return true;
      }
    }
    return false;
  }

  /// The slot near by of what entered first; one whose last buffer is leaving just now is not it.
  private int oldest(int first) {
    int oldest = neighbour(first, 0);
    long least = Long.MAX_VALUE;
    for (int i = 0; i < NEIGHBOURS; i++) {
      long state = state(neighbour(first, i));
      if (copies(state) > 0 && state < least) {
        oldest = neighbour(first, i);
        least = state;
      }
    }
    return oldest;
  }

  private long state(int slot) {
    return (long) CELL.getAcquire(slots, slot + STATE);
  }

  private static long order(long state) {
    return state >>> ORDER_SHIFT;
  }

  private static int copies(long state) {
    return (int) (state & COPIES);
  }

  private boolean swap(int slot, long state, long by) {
    return CELL.compareAndSet(slots, slot + STATE, state, by);
  }

  private void free(int slot) {
    CELL.setRelease(slots, slot + KEY, FREE);
  }

  private void remember(int slot) {
    slotOf[(int) order & (REMEMBERED - 1)] = slot;
  }

  /// A buffer left the stage; called by the thread that pushes out of it.
  ///
  /// @return the time it stayed in nanoseconds, or [#NO_SAMPLE] when that cannot be known
  @HotPath
  long leave(long runningNanos, long nowNanos) {
    for (int slot = find(runningNanos); slot >= 0; slot = find(runningNanos)) {
      long state = takeOne(slot, runningNanos);
      if (copies(state) > 0) {
        return left(slot, state, nowNanos);
      }
    }
    addOpaque(at(words) + S_AMBIGUOUS, 1);
    return NO_SAMPLE;
  }

  /// One has left that was in a slot of a state.
  private long left(int slot, long state, long nowNanos) {
    long base = at(words);
    long time = slots[slot + TIME];
    long entered = order(state);
    boolean last = copies(state) == 1;
    if (last) {
      free(slot);
    }
    addOpaque(base + S_REMOVED, 1);
    if (last && entered == swept + 1) {
      swept = entered;
    } else {
      overtakes(entered, last);
    }
    if ((state & SHARED) != 0) {
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
    for (int slot = find(runningNanos); slot >= 0; slot = find(runningNanos)) {
      long state = takeOne(slot, runningNanos);
      if (copies(state) > 0) {
        if (copies(state) == 1) {
          free(slot);
        }
        addOpaque(at(words) + S_FORGOTTEN, 1);
        return;
      }
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

  /// Frees a slot if what it holds had entered by then; answers how many buffers that were.
  private int giveUp(int slot, long last) {
    for (long state = state(slot); copies(state) > 0 && order(state) <= last; state = state(slot)) {
      if (swap(slot, state, state & ~COPIES)) {
        free(slot);
        return copies(state);
      }
    }
    return 0;
  }

  /// The slot that has a timestamp, or -1.
  private int find(long runningNanos) {
    if (runningNanos < 0) {
      return -1;
    }
    if (has(FRONT, runningNanos)) {
      return FRONT;
    }
    int first = home(runningNanos);
    for (int i = 0; i < NEIGHBOURS; i++) {
      int slot = neighbour(first, i);
      if (has(slot, runningNanos)) {
        return slot;
      }
    }
    return -1;
  }

  private boolean has(int slot, long runningNanos) {
    return (long) CELL.getAcquire(slots, slot + KEY) == runningNanos && copies(state(slot)) > 0;
  }

  /// Takes one buffer out of a slot that had its timestamp; answers the state before, or one of no
  /// copies when they have gone meanwhile.
  private long takeOne(int slot, long runningNanos) {
    long state = state(slot); // before the key: one filled anew has another key, or this one
    while (copies(state) > 0 && (long) CELL.getAcquire(slots, slot + KEY) == runningNanos) {
      if (swap(slot, state, state - 1)) {
        return state;
      }
      state = state(slot);
    }
    return NO_COPIES;
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
