package io.framegauge.telemetry.record;

import java.util.List;
import java.util.Optional;

/// A family of series and their values at one moment.
///
/// @param help empty when none was given
/// @param unit empty when none was given
/// @param bounds upper bounds of a histogram's buckets but the last one's, which is infinite; empty
///   for other kinds
/// @param states of a family of states; empty for other kinds
/// @param refused series that were asked for and did not fit
public record FamilyValues(
    SeriesKind kind,
    String name,
    String help,
    String unit,
    List<String> labelNames,
    List<Double> bounds,
    List<String> states,
    long refused,
    List<SeriesValue> series) {

  public FamilyValues {
    labelNames = List.copyOf(labelNames);
    bounds = List.copyOf(bounds);
    states = List.copyOf(states);
    series = List.copyOf(series);
  }

  /// The same family with other series.
  public FamilyValues with(List<SeriesValue> other) {
    return new FamilyValues(kind, name, help, unit, labelNames, bounds, states, refused, other);
  }

  /// What the family was declared as: without its series and how many were refused.
  public FamilyValues withoutCounts() {
    return new FamilyValues(kind, name, help, unit, labelNames, bounds, states, 0, List.of());
  }

  /// One series.
  ///
  /// @param labelValues in the order of the family's label names
  /// @param bits an unsigned count, the bits of a double, or the position of a state, by the
  ///   family's kind; 0 where there is no such thing
  /// @param createdMillis since when it counts, in milliseconds since the epoch; 0: not known
  /// @param distribution of a histogram's series; empty for other kinds
  public record SeriesValue(
      List<String> labelValues,
      long bits,
      long createdMillis,
      Optional<Distribution> distribution) {

    public SeriesValue {
      labelValues = List.copyOf(labelValues);
    }

    /// The value of a gauge.
    public double asDouble() {
      return Double.longBitsToDouble(bits);
    }
  }

  /// What a histogram's series was told.
  ///
  /// @param bucketCounts observations by bucket, not cumulative; the last one is that without bound
  /// @param sum of all observations
  public record Distribution(List<Long> bucketCounts, double sum) {

    public Distribution {
      bucketCounts = List.copyOf(bucketCounts);
    }

    /// Number of observations.
    public long count() {
      return bucketCounts.stream().mapToLong(Long::longValue).sum();
    }
  }
}
