package io.framegauge.telemetry.record;

import java.util.List;

/// A family of series and their values at one moment.
///
/// @param help empty when none was given
/// @param unit empty when none was given
/// @param refused series that were asked for and did not fit
public record FamilyValues(
    SeriesKind kind,
    String name,
    String help,
    String unit,
    List<String> labelNames,
    long refused,
    List<SeriesValue> series) {

  public FamilyValues {
    labelNames = List.copyOf(labelNames);
    series = List.copyOf(series);
  }

  /// One series.
  ///
  /// @param labelValues in the order of the family's label names
  /// @param bits an unsigned count, or the bits of a double, by the family's kind
  public record SeriesValue(List<String> labelValues, long bits) {

    public SeriesValue {
      labelValues = List.copyOf(labelValues);
    }

    /// The value of a gauge.
    public double asDouble() {
      return Double.longBitsToDouble(bits);
    }
  }
}
