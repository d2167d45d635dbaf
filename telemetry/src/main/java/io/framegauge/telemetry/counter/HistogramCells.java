package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import java.lang.foreign.MemorySegment;

/// The cells of one series of a histogram, which are in an entry of their own. Any thread may
/// write; writes are atomic and allocate nothing. After the series was deleted, writes have no
/// effect.
///
/// An observation is several stores. Each says that it begins and that it has ended, so that a
/// reader can tell whether what it took was whole; nobody waits.
public final class HistogramCells {
  private final MemorySegment memory;
  private final SeriesCell series;
  private volatile int slot;
  private volatile long base;

  HistogramCells(MemorySegment memory, SeriesCell series, int slot, long base) {
    this.memory = memory;
    this.series = series;
    this.slot = slot;
    this.base = base;
  }

  /// Counts a value into a bucket.
  ///
  /// @param bucket its position, that of the last one being the number of bounds
  @HotPath
  public void observe(int bucket, double value) {
    if (series.deleted()) {
      return;
    }
    long at = base;
    LONG.getAndAdd(memory, at + B_BEGUN, 1L);
    LONG.getAndAdd(memory, at + B_BUCKETS + 8L * bucket, 1L);
    while (true) {
      long bits = (long) LONG.getVolatile(memory, at + B_SUM);
      long sum = Double.doubleToRawLongBits(Double.longBitsToDouble(bits) + value);
      if (LONG.compareAndSet(memory, at + B_SUM, bits, sum)) {
        break;
      }
    }
    LONG.getAndAdd(memory, at + B_ENDED, 1L);
  }

  /// Values in a bucket now.
  @HotPath
  public long count(int bucket) {
    return series.deleted() ? 0 : (long) LONG.getVolatile(memory, base + B_BUCKETS + 8L * bucket);
  }

  /// Sum of all values now.
  @HotPath
  public double sum() {
    return series.deleted()
        ? 0
        : Double.longBitsToDouble((long) LONG.getVolatile(memory, base + B_SUM));
  }

  /// The series that the cells belong to.
  public SeriesCell series() {
    return series;
  }

  int slot() {
    return slot;
  }

  /// From now on writes go to another entry, which counts from 0.
  void moveTo(int newSlot, long newBase) {
    slot = newSlot;
    base = newBase;
  }
}
