package io.framegauge.telemetry.metrics;

import io.framegauge.telemetry.counter.SeriesCell;
import java.util.OptionalLong;

/// Counters that differ in their label values. Any thread.
///
/// [#labels] gives the handle of one series; the other operations look it up first. Each needs one
/// value for each label name, in the order of the declaration, else it throws
/// [IllegalArgumentException]. Label values may be any text; see [LabelText#clean].
public final class CounterFamily implements Family {
  private final SeriesTable<SeriesCell, Counter> table;

  CounterFamily(SeriesTable<SeriesCell, Counter> table) {
    this.table = table;
    if (table.declaration().labelNames().isEmpty()) {
      table.at(); // a count without labels is known to be 0 from the start
    }
  }

  @Override
  public Declaration declaration() {
    return table.declaration();
  }

  /// The handle of a series, which starts at 0 if it is new. When the limit of series is reached
  /// the handle's writes go nowhere and the request is counted in
  /// `framegauge_series_refused_total`.
  public Counter labels(String... labelValues) {
    return table.at(labelValues);
  }

  /// Adds to a series and answers its count before, 0 if it is new.
  ///
  /// @throws IllegalArgumentException when `by` is negative
  public long inc(long by, String... labelValues) {
    return labels(labelValues).inc(by);
  }

  /// Sets a series and answers its count before, 0 if it is new.
  ///
  /// @throws IllegalArgumentException when `value` is negative or below the current count
  public long set(long value, String... labelValues) {
    return labels(labelValues).set(value);
  }

  /// The count of a series, empty when there is none with these values.
  public OptionalLong get(String... labelValues) {
    return table
        .find(labelValues)
        .map(Counter::get)
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /// Removes a series and answers its last count, empty when there was none.
  public OptionalLong delete(String... labelValues) {
    return table
        .delete(labelValues)
        .map(cell -> OptionalLong.of(cell.get()))
        .orElse(OptionalLong.empty());
  }
}
