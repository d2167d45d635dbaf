package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

/// Takes the latency samples since the last record of one type out of a link. One thread at a time
/// per window: frame records and timestamp records have a window each.
public final class LatencyWindow {
  private static final int PATIENCE = 1000;

  private final int window;
  private final boolean[] leftBehind;
  private final boolean[] turned;
  private long minNanos;
  private long maxNanos;
  private long sumNanos;
  private long count;

  LatencyWindow(Limits limits, int window) {
    this.window = window;
    this.leftBehind = new boolean[limits.maxLinks()];
    this.turned = new boolean[limits.maxLinks()];
  }

  /// Moves the window of a link on, to be taken after a full fence, which many links share: each
  /// waits until all is written, and for one link after the other that would be most of the time
  /// that a record takes.
  ///
  /// @param there whether the link is in the directory; one that is not is not turned
  @HotPath
  void turn(int link, long linkBase, boolean there) {
    turned[link] = there && !leftBehind[link];
    if (turned[link]) {
      long epochOffset = linkBase + LinkCells.windowOffset(window);
      LONG.setOpaque(ALL, epochOffset, (long) LONG.get(ALL, epochOffset) + 1);
    }
  }

  /// Moves the window of a link on, if it was not turned, and keeps what it held. When the link's
  /// thread was interrupted in the middle of a sample and does not come back within some
  /// microseconds, it is not waited for: what the window held goes into the next record, together
  /// with what comes until then.
  ///
  /// @return whether there were samples
  @HotPath
  boolean take(int link, long linkBase) {
    count = 0;
    long epochOffset = linkBase + LinkCells.windowOffset(window);
    long epoch = (long) LONG.get(ALL, epochOffset);
    if (turned[link]) {
      turned[link] = false;
      epoch--;
    } else {
      if (leftBehind[link]) {
        if (!writerIsOutside(linkBase)) {
          return false;
        }
        collect(epochOffset, epoch - 1);
      }
      LONG.setVolatile(ALL, epochOffset, epoch + 1);
    }
    leftBehind[link] = !writerIsOutside(linkBase);
    if (!leftBehind[link]) {
      collect(epochOffset, epoch);
    }
    return count > 0;
  }

  /// Waits until the sample that may have been in progress at the call is complete. Volatile, like
  /// the store of the epoch before it: either the writer sees the new epoch, or this sees it at
  /// work.
  private boolean writerIsOutside(long linkBase) {
    long writing = (long) LONG.getVolatile(ALL, linkBase + L_WRITING);
    for (int i = 0; (writing & 1) == 1; i++) {
      if (i == PATIENCE) {
        return false;
      }
      Thread.onSpinWait();
      if ((long) LONG.getAcquire(ALL, linkBase + L_WRITING) != writing) {
        return true;
      }
    }
    return true;
  }

  /// Adds what a bank holds that nobody writes to now, and empties it.
  private void collect(long epochOffset, long epoch) {
    long bank = LinkCells.bank(epochOffset, epoch);
    long added = (long) LONG.get(ALL, bank + BANK_COUNT);
    if (added > 0) {
      long min = (long) LONG.get(ALL, bank + BANK_MIN);
      long max = (long) LONG.get(ALL, bank + BANK_MAX);
      long sum = (long) LONG.get(ALL, bank + BANK_SUM);
      minNanos = count == 0 ? min : Math.min(minNanos, min);
      maxNanos = count == 0 ? max : Math.max(maxNanos, max);
      sumNanos = count == 0 ? sum : sumNanos + sum;
      count += added;
      LONG.set(ALL, bank + BANK_MIN, 0L);
      LONG.set(ALL, bank + BANK_MAX, 0L);
      LONG.set(ALL, bank + BANK_SUM, 0L);
      LONG.set(ALL, bank + BANK_COUNT, 0L);
    }
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
