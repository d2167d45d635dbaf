package io.framegauge.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/// Measurements of one thing.
final class Spread {
  private final double[] sorted;

  private Spread(double[] sorted) {
    this.sorted = sorted;
  }

  static Spread of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Spread(sorted);
  }

  /// The value below which a share of the measurements lies; 0 when there are none.
  double percentile(double percent) {
    if (sorted.length == 0) {
      return 0;
    }
    return sorted[(int) Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }

  int count() {
    return sorted.length;
  }

  double sum() {
    return Arrays.stream(sorted).sum();
  }

  /// How many measurements are larger than a bound.
  long above(double bound) {
    return Arrays.stream(sorted).filter(value -> value > bound).count();
  }

  /// The same measurements in another unit.
  Spread times(double factor) {
    return new Spread(Arrays.stream(sorted).map(value -> value * factor).toArray());
  }

  /// What is compared: the tenth percentile, which a busy machine disturbs least.
  double low() {
    return percentile(10);
  }

  double median() {
    return percentile(50);
  }

  /// The spread, for people.
  String text(String unit) {
    return String.format(
        Locale.ROOT,
        "p10 %.1f, p50 %.1f, p90 %.1f %s (%d)",
        low(),
        median(),
        percentile(90),
        unit,
        sorted.length);
  }
}
