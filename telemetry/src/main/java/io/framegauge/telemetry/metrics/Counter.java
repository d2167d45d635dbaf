package io.framegauge.telemetry.metrics;

import io.framegauge.telemetry.counter.HotPath;
import io.framegauge.telemetry.counter.SeriesCell;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Handle of one series of a [CounterFamily]: free to keep, any thread, no lock and no allocation.
///
/// The count is an unsigned 64-bit number; print it with [Long#toUnsignedString(long)]. Prometheus
/// holds every value as a 64-bit float, so a scrape rounds counts above 2^53; history and this
/// handle do not. Beyond 2^64 - 1 it starts again at 0, which queries take for a restart.
///
/// After the series was deleted, or when it did not fit the limits, writes have no effect and the
/// count reads as 0.
public final class Counter {
  private final @Nullable SeriesCell cell;

  Counter(@Nullable SeriesCell cell) {
    this.cell = cell;
  }

  /// Adds 1 and answers the count before.
  @HotPath
  public long inc() {
    return inc(1);
  }

  /// Adds and answers the count before.
  ///
  /// @throws IllegalArgumentException when `by` is negative
  @HotPath
  public long inc(long by) {
    if (by < 0) {
      throw new IllegalArgumentException("must be >= 0: by=" + by);
    }
    SeriesCell live = cell;
    return live == null ? 0 : live.getAndAdd(by);
  }

  /// Sets the count, as when it is kept elsewhere, and answers the count before. A counter never
  /// goes down: a lower value is refused, to start again delete the series.
  ///
  /// @throws IllegalArgumentException when `value` is negative or below the current count
  @HotPath
  public long set(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("must be >= 0: value=" + value);
    }
    SeriesCell live = live();
    if (live == null) {
      return 0;
    }
    while (true) {
      long current = live.get();
      if (Long.compareUnsigned(value, current) < 0) {
        throw new IllegalArgumentException(
            "must be >= current value: value="
                + value
                + ", current="
                + Long.toUnsignedString(current));
      }
      if (live.compareAndSet(current, value)) {
        return current;
      }
    }
  }

  /// The count now.
  @HotPath
  public long get() {
    SeriesCell live = live();
    return live == null ? 0 : live.get();
  }

  /// What it is a handle of; only of those that are.
  SeriesCell cell() {
    return Objects.requireNonNull(cell);
  }

  private @Nullable SeriesCell live() {
    return cell == null || cell.deleted() ? null : cell;
  }
}
