package io.framegauge.telemetry.metrics;

import io.framegauge.telemetry.counter.HotPath;
import io.framegauge.telemetry.counter.SeriesCell;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Handle of one series of a [GaugeFamily]: free to keep, any thread, no lock and no allocation.
///
/// The value is a 64-bit float; NaN and the infinities are values like any other. After the series
/// was deleted, or when it did not fit the limits, writes have no effect and it reads as 0.
public final class Gauge {
  private final @Nullable SeriesCell cell;

  Gauge(@Nullable SeriesCell cell) {
    this.cell = cell;
  }

  /// Sets the value and answers the one before.
  @HotPath
  public double set(double value) {
    SeriesCell live = live();
    return live == null
        ? 0
        : Double.longBitsToDouble(live.getAndSet(Double.doubleToRawLongBits(value)));
  }

  /// Adds 1 and answers the value before.
  @HotPath
  public double inc() {
    return inc(1);
  }

  /// Adds, or takes off when negative, and answers the value before.
  @HotPath
  public double inc(double by) {
    SeriesCell live = live();
    if (live == null) {
      return 0;
    }
    while (true) {
      long bits = live.get();
      double current = Double.longBitsToDouble(bits);
      if (live.compareAndSet(bits, Double.doubleToRawLongBits(current + by))) {
        return current;
      }
    }
  }

  /// Takes 1 off and answers the value before.
  @HotPath
  public double dec() {
    return inc(-1);
  }

  /// Takes off and answers the value before.
  @HotPath
  public double dec(double by) {
    return inc(-by);
  }

  /// The value now.
  @HotPath
  public double get() {
    SeriesCell live = live();
    return live == null ? 0 : Double.longBitsToDouble(live.get());
  }

  /// What it is a handle of; only of those that are.
  SeriesCell cell() {
    return Objects.requireNonNull(cell);
  }

  private @Nullable SeriesCell live() {
    return cell == null || cell.deleted() ? null : cell;
  }
}
