package io.framegauge.telemetry.counter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/// Remembers when each of the newest [#SLOTS] buffers left a source over one link, by its running
/// time, for the sinks that they reach.
///
/// One thread writes, any number look things up and take nothing out: after a tee a buffer reaches
/// several sinks. What is found is the buffer's own time or one of [#UNKNOWN] and [#SEVERAL].
///
/// Entries are numbered and lie one behind the other, so that the oldest is overwritten; those
/// whose running times hash alike are a chain from the newest to the oldest. Whoever follows it
/// checks by the number, before and after, that an entry was not overwritten; what is older is gone
/// then, too.
public final class Departures {
  /// No buffer with that running time is remembered.
  static final long UNKNOWN = -1;

  /// More than one buffer had that running time.
  static final long SEVERAL = -2;

  static final int SLOTS = 4096;

  /// Fewer than slots, since each buffer touches the head of a chain, anywhere among all of them.
  private static final int CHAINS = SLOTS / 4;

  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
  private static final long NONE = -1;

  // an entry
  private static final int NUMBER = 0;
  private static final int RUNNING = 1;
  private static final int LEFT = 2;
  private static final int BEFORE = 3; // in its chain
  private static final int ENTRY = 4;

  private final long[] entries = new long[ENTRY * SLOTS];
  private final long[] newest = new long[CHAINS]; // of each
  private long count; // the writer's own, as the next one
  private long latest = NONE; // running time that has left
  private volatile long first; // what is before was forgotten

  /// Nothing has left yet.
  public Departures() {
    Arrays.fill(entries, NONE);
    Arrays.fill(newest, NONE);
    VarHandle.fullFence();
  }

  /// A buffer leaves; called by the thread that pushes it.
  @HotPath
  void leave(long runningNanos, long nowNanos) {
    if (runningNanos < 0) {
      return;
    }
    long left = nowNanos;
    if (runningNanos > latest) {
      latest = runningNanos; // later than all before: none of them has it
    } else if (find(runningNanos) != UNKNOWN) {
      left = SEVERAL;
    }
    int chain = home(runningNanos);
    long number = count++;
    int at = at(number);
    CELL.setOpaque(entries, at + NUMBER, NONE);
    VarHandle.storeStoreFence(); // whoever reads what follows finds that the old entry is gone
    CELL.setOpaque(entries, at + RUNNING, runningNanos);
    CELL.setOpaque(entries, at + LEFT, left);
    CELL.setOpaque(entries, at + BEFORE, newest[chain]);
    CELL.setRelease(entries, at + NUMBER, number);
    CELL.setRelease(newest, chain, number);
  }

  /// When the buffer with a running time left, in nanoseconds of the monotonic clock, or one of
  /// [#UNKNOWN], [#SEVERAL]; any thread.
  @HotPath
  long find(long runningNanos) {
    long oldest = first;
    long number = (long) CELL.getAcquire(newest, home(runningNanos));
    while (number >= oldest) {
      int at = at(number);
      if ((long) CELL.getAcquire(entries, at + NUMBER) != number) {
        return UNKNOWN;
      }
      boolean same = (long) CELL.getOpaque(entries, at + RUNNING) == runningNanos;
      long found = (long) CELL.getOpaque(entries, at + (same ? LEFT : BEFORE));
      VarHandle.loadLoadFence();
      if ((long) CELL.getOpaque(entries, at + NUMBER) != number) {
        return UNKNOWN;
      }
      if (same) {
        return found;
      }
      number = found;
    }
    return UNKNOWN;
  }

  /// Everything that left before was thrown away by a flush; called while nothing leaves.
  void forget() {
    first = count;
    latest = NONE;
  }

  private static int at(long number) {
    return ENTRY * ((int) number & (SLOTS - 1));
  }

  private static int home(long runningNanos) {
    return ResidenceTable.mix(runningNanos) & (CHAINS - 1);
  }
}
