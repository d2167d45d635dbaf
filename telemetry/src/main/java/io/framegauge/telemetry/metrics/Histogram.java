package io.framegauge.telemetry.metrics;

import io.framegauge.telemetry.counter.HistogramCells;
import io.framegauge.telemetry.counter.HotPath;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Handle of one series of a [HistogramFamily]: free to keep, any thread, no lock and no
/// allocation.
///
/// After the series was deleted, or when it did not fit the limits, observations have no effect and
/// all reads as 0.
public final class Histogram {
  private final double[] bounds;
  private final @Nullable HistogramCells cells;

  Histogram(List<Double> bounds, @Nullable HistogramCells cells) {
    this.bounds = bounds.stream().mapToDouble(Double::doubleValue).toArray();
    this.cells = cells;
  }

  /// Counts a value into the first bucket whose bound is not below it. Costs four atomic
  /// instructions and a search in at most 40 numbers.
  ///
  /// @throws IllegalArgumentException when `value` is negative or not a number
  @HotPath
  public void observe(double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException("must be >= 0: value=" + value);
    }
    HistogramCells live = cells;
    if (live != null) {
      live.observe(bucket(value), value);
    }
  }

  /// Values observed so far.
  @HotPath
  public long count() {
    HistogramCells live = cells;
    long count = 0;
    for (int bucket = 0; live != null && bucket <= bounds.length; bucket++) {
      count += live.count(bucket);
    }
    return count;
  }

  /// Sum of the values observed so far.
  @HotPath
  public double sum() {
    HistogramCells live = cells;
    return live == null ? 0 : live.sum();
  }

  /// What it is a handle of; only of those that are.
  HistogramCells cells() {
    return Objects.requireNonNull(cells);
  }

  private int bucket(double value) {
    int low = 0;
    int high = bounds.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (value <= bounds[middle]) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
