package io.framegauge.telemetry.metrics;

import io.framegauge.telemetry.counter.HotPath;
import io.framegauge.telemetry.counter.SeriesCell;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Handle of one series of a [StateFamily]: free to keep, any thread, no lock and no allocation.
///
/// After the series was deleted, or when it did not fit the limits, writes have no effect and it
/// reads as the first state.
public final class State {
  private final List<String> states;
  private final @Nullable SeriesCell cell;

  State(List<String> states, @Nullable SeriesCell cell) {
    this.states = states;
    this.cell = cell;
  }

  /// Goes into a state, leaving the one before, and answers that.
  ///
  /// @throws IllegalArgumentException when the family has no such state
  @HotPath
  public String set(String state) {
    int position = states.indexOf(state);
    if (position < 0) {
      throw new IllegalArgumentException("must be one of " + states + ": state=" + state);
    }
    SeriesCell live = live();
    return states.get(live == null ? 0 : (int) live.getAndSet(position));
  }

  /// The state now.
  @HotPath
  public String get() {
    SeriesCell live = live();
    return states.get(live == null ? 0 : (int) live.get());
  }

  /// What it is a handle of; only of those that are.
  SeriesCell cell() {
    return Objects.requireNonNull(cell);
  }

  private @Nullable SeriesCell live() {
    return cell == null || cell.deleted() ? null : cell;
  }
}
