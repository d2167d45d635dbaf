package io.framegauge.telemetry.metrics;

import io.framegauge.telemetry.counter.HistogramCells;
import java.util.List;
import java.util.Optional;

/// Distributions, in buckets with bounds that the declaration fixes, that differ in their label
/// values. Any thread.
///
/// [#labels] gives the handle of one series; the other operations look it up first. Each needs one
/// value for each label name, in the order of the declaration, else it throws
/// [IllegalArgumentException]. Label values may be any text; see [LabelText#clean].
public final class HistogramFamily implements Family {
  /// Bounds for times in seconds, from 5 ms to 10 s.
  public static final List<Double> SECONDS =
      List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0);

  private final SeriesTable<HistogramCells, Histogram> table;

  HistogramFamily(SeriesTable<HistogramCells, Histogram> table) {
    this.table = table;
  }

  @Override
  public Declaration declaration() {
    return table.declaration();
  }

  /// The handle of a series, which starts without observations if it is new. When the limit of
  /// series is reached the handle's observations go nowhere and the request is counted in
  /// `framegauge_series_refused_total`.
  public Histogram labels(String... labelValues) {
    return table.at(labelValues);
  }

  /// Counts a value for a series.
  ///
  /// @throws IllegalArgumentException when `value` is negative or not a number
  public void observe(double value, String... labelValues) {
    labels(labelValues).observe(value);
  }

  /// The handle of a series that is there, empty when there is none with these values.
  public Optional<Histogram> get(String... labelValues) {
    return table.find(labelValues);
  }

  /// Removes a series.
  ///
  /// @return whether there was one
  public boolean delete(String... labelValues) {
    return table.delete(labelValues).isPresent();
  }
}
