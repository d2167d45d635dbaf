package io.framegauge.telemetry.metrics;

import io.framegauge.telemetry.counter.SeriesCell;

/// Facts told by label values, such as the version of a model: the value is always 1. Any thread.
///
/// Each operation needs one value for each label name, in the order of the declaration, else it
/// throws [IllegalArgumentException]. Label values may be any text; see [LabelText#clean].
public final class InfoFamily implements Family {
  private final SeriesTable<SeriesCell, Fact> table;

  InfoFamily(SeriesTable<SeriesCell, Fact> table) {
    this.table = table;
  }

  @Override
  public Declaration declaration() {
    return table.declaration();
  }

  /// Tells a fact, beside those told before.
  ///
  /// @return whether it is told now; not so when the limit of series is reached, which is counted
  ///   in `framegauge_series_refused_total`
  public boolean set(String... labelValues) {
    return table.at(labelValues).told();
  }

  /// Whether a fact is told.
  public boolean get(String... labelValues) {
    return table.find(labelValues).isPresent();
  }

  /// Takes a fact back.
  ///
  /// @return whether it was told
  public boolean delete(String... labelValues) {
    return table.delete(labelValues).isPresent();
  }
}
