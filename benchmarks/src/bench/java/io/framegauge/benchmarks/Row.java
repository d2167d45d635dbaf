package io.framegauge.benchmarks;

import java.util.OptionalDouble;

/// One line of the table.
///
/// @param name as in the table of targets; parts of a row have a suffix behind a dot
/// @param ratio ours to the other side's
/// @param target what the ratio, or else the value, is held to
public record Row(String name, double value, String unit, OptionalDouble ratio, Target target) {
  /// A bound.
  record Target(Kind kind, double bound) {}

  /// How a bound is meant.
  enum Kind {
    AT_MOST("at most"),
    BELOW("below"),
    AT_LEAST("at least");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /// Ours is compared with another side.
  static Row ratio(String name, double value, String unit, double other, Target target) {
    return new Row(name, value, unit, OptionalDouble.of(value / other), target);
  }

  /// Ours alone.
  static Row value(String name, double value, String unit, Target target) {
    return new Row(name, value, unit, OptionalDouble.empty(), target);
  }

  static Target atMost(double bound) {
    return new Target(Kind.AT_MOST, bound);
  }

  static Target below(double bound) {
    return new Target(Kind.BELOW, bound);
  }

  static Target atLeast(double bound) {
    return new Target(Kind.AT_LEAST, bound);
  }

  boolean pass() {
    double held = ratio.orElse(value);
    return switch (target.kind()) {
      case AT_MOST -> held <= target.bound();
      case BELOW -> held < target.bound();
      case AT_LEAST -> held >= target.bound();
    };
  }
}
