package io.framegauge.telemetry.metrics;

import io.framegauge.telemetry.counter.SeriesCell;
import java.util.OptionalDouble;

/// Gauges that differ in their label values. Any thread.
///
/// [#labels] gives the handle of one series; the other operations look it up first. Each needs one
/// value for each label name, in the order of the declaration, else it throws
/// [IllegalArgumentException]. Label values may be any text; see [LabelText#clean].
public final class GaugeFamily implements Family {
  private final SeriesTable<SeriesCell, Gauge> table;

  GaugeFamily(SeriesTable<SeriesCell, Gauge> table) {
    this.table = table;
  }

  @Override
  public Declaration declaration() {
    return table.declaration();
  }

  /// The handle of a series, which starts at 0 if it is new. When the limit of series is reached
  /// the handle's writes go nowhere and the request is counted in
  /// `framegauge_series_refused_total`.
  public Gauge labels(String... labelValues) {
    return table.at(labelValues);
  }

  /// Adds to a series, or takes off when negative, and answers its value before, 0 if it is new.
  public double inc(double by, String... labelValues) {
    return labels(labelValues).inc(by);
  }

  /// Sets a series and answers its value before, 0 if it is new.
  public double set(double value, String... labelValues) {
    return labels(labelValues).set(value);
  }

  /// The value of a series, empty when there is none with these values.
  public OptionalDouble get(String... labelValues) {
    return table
        .find(labelValues)
        .map(Gauge::get)
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }

  /// Removes a series and answers its last value, empty when there was none.
  public OptionalDouble delete(String... labelValues) {
    return table
        .delete(labelValues)
        .map(cell -> OptionalDouble.of(Double.longBitsToDouble(cell.get())))
        .orElse(OptionalDouble.empty());
  }
}
