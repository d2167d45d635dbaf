package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/// The latency samples of each link since the last record of one type: frame records and timestamp
/// records have a window each.
///
/// Shortest and longest must start again with each record, so each link has two banks: samples go
/// to the bank of the current epoch; whoever cuts a record moves the epoch on, sees no sample of a
/// link in progress (`L_WRITING` even), and then owns the link's other bank. This is the idea of
/// HdrHistogram's writer-reader phaser for a single writer.
///
/// The thread of a link adds to it; one thread at a time turns and takes, and answers what was
/// taken last.
public final class LatencyWindow {
  private static final VarHandle EPOCH = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int PATIENCE = 1000;

  // A bank
  private static final int MIN = 0;
  private static final int MAX = 1;
  private static final int SUM = 2;
  private static final int COUNT = 3;
  private static final int BANK = 4;

  @SuppressWarnings("UnusedVariable") // keeps the run's memory from being freed
  private final MemorySegment held;

  private final long firstLink;
  private final long[] banks; // two of each link
  private final long[] epochs; // of each link
  private final boolean[] leftBehind;
  private long minNanos;
  private long maxNanos;
  private long sumNanos;
  private long count;

  LatencyWindow(MemorySegment memory, Limits limits) {
    this.held = memory;
    this.firstLink = memory.address() + linksOffset(limits);
    this.banks = new long[2 * BANK * limits.maxLinks()];
    this.epochs = new long[limits.maxLinks()];
    this.leftBehind = new boolean[limits.maxLinks()];
  }

  /// A sample; by the link's thread, while `writing` is odd, which was stored as volatile.
  @HotPath
  void add(int link, long nanos) {
    int bank = bank(link, (long) EPOCH.getVolatile(epochs, link));
    long before = banks[bank + COUNT];
    if (before == 0 || nanos < banks[bank + MIN]) {
      banks[bank + MIN] = nanos;
    }
    if (nanos > banks[bank + MAX]) {
      banks[bank + MAX] = nanos;
    }
    banks[bank + SUM] += nanos;
    banks[bank + COUNT] = before + 1;
  }

  private static int bank(int link, long epoch) {
    return BANK * (2 * link + (int) (epoch & 1));
  }

  /// The link's place is used again, by another one; before it is in the directory.
  void clear(int link) {
    Arrays.fill(banks, bank(link, 0), bank(link + 1, 0), 0);
  }

  /// What is taken of the first links of the directory from now on are the samples until now. One
  /// fence for all: each waits until all is written, and for one link after the other that would be
  /// most of the time that a record takes.
  @HotPath
  void turn(int links) {
    for (int link = 0; link < links; link++) {
      if (!leftBehind[link]) {
        moveOn(link);
      }
    }
    VarHandle.fullFence();
  }

  /// The one place that does: the JVM allocates when a class uses an access of a VarHandle for the
  /// first time, and a rare way through here must not be the first.
  private void moveOn(int link) {
    EPOCH.setOpaque(epochs, link, epochs[link] + 1);
  }

  /// Takes what a link's window held when it was turned. When the link's thread was interrupted in
  /// the middle of a sample and does not come back within some microseconds, it is not waited for:
  /// what the window held goes into the next record, together with what comes until then.
  ///
  /// @return whether there were samples
  @HotPath
  boolean take(int link) {
    count = 0;
    if (leftBehind[link]) { // and therefore not turned
      if (!writerIsOutside(link)) {
        return false;
      }
      collect(bank(link, epochs[link] - 1));
      moveOn(link);
      VarHandle.fullFence();
    }
    leftBehind[link] = !writerIsOutside(link);
    if (!leftBehind[link]) {
      collect(bank(link, epochs[link] - 1));
    }
    return count > 0;
  }

  /// Waits until the sample that may have been in progress at the call is complete. Volatile, like
  /// the store of the epoch before it: either the writer sees the new epoch, or this sees it at
  /// work.
  private boolean writerIsOutside(int link) {
    long writing = writing(link);
    for (int i = 0; (writing & 1) == 1; i++) {
      if (i == PATIENCE) {
        return false;
      }
      Thread.onSpinWait();
      if (writing(link) != writing) {
        return true;
      }
    }
    return true;
  }

  private long writing(int link) {
    return (long) LONG.getVolatile(ALL, firstLink + (long) link * LINK_BYTES + L_WRITING);
  }

  /// Adds what a bank holds that nobody writes to now, and empties it.
  private void collect(int bank) {
    long added = banks[bank + COUNT];
    if (added > 0) {
      minNanos = count == 0 ? banks[bank + MIN] : Math.min(minNanos, banks[bank + MIN]);
      maxNanos = count == 0 ? banks[bank + MAX] : Math.max(maxNanos, banks[bank + MAX]);
      sumNanos = (count == 0 ? 0 : sumNanos) + banks[bank + SUM];
      count += added;
      banks[bank + MAX] = 0;
      banks[bank + SUM] = 0;
      banks[bank + COUNT] = 0;
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
