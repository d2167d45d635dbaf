package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import io.framegauge.telemetry.record.SeriesKind;
import java.util.List;

/// What the memory keeps of a family beside its series.
///
/// @param bounds upper bounds of a histogram's buckets but the last one's; at most [#MOST_BOUNDS]
/// @param states of a family of states
public record FamilyEntry(
    SeriesKind kind,
    String name,
    String help,
    String unit,
    List<String> labelNames,
    List<Double> bounds,
    List<String> states) {
  /// Bounds that an entry has room for.
  public static final int MOST_BOUNDS = CounterLayout.MOST_BOUNDS;

  /// Bytes that an entry has for all states: the UTF-8 of each and one more.
  public static final int MOST_STATE_BYTES = STATES_BYTES;

  public FamilyEntry {
    labelNames = List.copyOf(labelNames);
    bounds = List.copyOf(bounds);
    states = List.copyOf(states);
  }

  boolean fits() {
    return CounterLayout.fits(name, FAMILY_NAME_BYTES)
        && CounterLayout.fits(unit, UNIT_BYTES)
        && CounterLayout.fits(joined(labelNames), LABELS_BYTES)
        && CounterLayout.fits(joined(states), STATES_BYTES)
        && bounds.size() <= MOST_BOUNDS;
  }
}
