package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

/// The cells of one series of a histogram, which are in the room behind the series. Any thread may
/// write; writes are atomic and allocate nothing. After the series was deleted, writes have no
/// effect.
///
/// An observation is several stores. Each says that it begins and that it has ended, so that a
/// reader can tell whether what it took was whole; nobody waits.
public final class HistogramCells {
  private final SeriesCell series;
  private volatile int place;
  private volatile long base;

  /// @param place in the room
  HistogramCells(SeriesCell series, int place, long address) {
    this.series = series;
    this.place = place;
    this.base = address;
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
    LONG.getAndAdd(ALL, at + B_BEGUN, 1L);
    LONG.getAndAdd(ALL, at + B_BUCKETS + 8L * bucket, 1L);
    while (true) {
      long bits = (long) LONG.getVolatile(ALL, at + B_SUM);
      long sum = Double.doubleToRawLongBits(Double.longBitsToDouble(bits) + value);
      if (LONG.compareAndSet(ALL, at + B_SUM, bits, sum)) {
        break;
      }
    }
    LONG.getAndAdd(ALL, at + B_ENDED, 1L);
  }

  /// Values in a bucket now.
  @HotPath
  public long count(int bucket) {
    return series.deleted() ? 0 : (long) LONG.getVolatile(ALL, base + B_BUCKETS + 8L * bucket);
  }

  /// Sum of all values now.
  @HotPath
  public double sum() {
    return series.deleted()
        ? 0
        : Double.longBitsToDouble((long) LONG.getVolatile(ALL, base + B_SUM));
  }

  /// The series that the cells belong to.
  public SeriesCell series() {
    return series;
  }

  int place() {
    return place;
  }

  /// From now on writes go to other cells, which count from 0.
  void moveTo(int newPlace, long newAddress) {
    place = newPlace;
    base = newAddress;
  }
}
