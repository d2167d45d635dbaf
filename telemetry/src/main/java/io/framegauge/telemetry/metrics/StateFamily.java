package io.framegauge.telemetry.metrics;

import io.framegauge.telemetry.counter.SeriesCell;
import java.util.Optional;

/// Enumerations: each series is in one of the states that the declaration lists. Any thread.
///
/// Queries see a series for each state, with the value 1 for the one it is in, else 0, told apart
/// by a label that has the family's name. [#labels] gives the handle of one; the other operations
/// look it up first. Each needs one value for each label name, in the order of the declaration,
/// else it throws [IllegalArgumentException]. Label values may be any text; see [LabelText#clean].
public final class StateFamily implements Family {
  private final SeriesTable<SeriesCell, State> table;

  StateFamily(SeriesTable<SeriesCell, State> table) {
    this.table = table;
  }

  @Override
  public Declaration declaration() {
    return table.declaration();
  }

  /// The handle of a series, which starts in the first state if it is new. When the limit of series
  /// is reached the handle's writes go nowhere and the request is counted in
  /// `framegauge_series_refused_total`.
  public State labels(String... labelValues) {
    return table.at(labelValues);
  }

  /// Puts a series into a state and answers the one before, the first if it is new.
  ///
  /// @throws IllegalArgumentException when the family has no such state
  public String set(String state, String... labelValues) {
    return labels(labelValues).set(state);
  }

  /// The state of a series, empty when there is none with these values.
  public Optional<String> get(String... labelValues) {
    return table.find(labelValues).map(State::get);
  }

  /// Removes a series and answers its last state, empty when there was none.
  public Optional<String> delete(String... labelValues) {
    return table
        .delete(labelValues)
        .map(cell -> table.declaration().states().get((int) cell.get()));
  }
}
