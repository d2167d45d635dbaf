package io.framegauge.benchmarks;

import java.util.Optional;
import java.util.OptionalDouble;

/// One line of the table.
///
/// @param name as in the table of targets; parts of a row have a suffix behind a dot
/// @param ratio ours to the other side's
/// @param target what the ratio, or else the value, is held to; empty: it is only shown
public record Row(
    String name, double value, String unit, OptionalDouble ratio, Optional<Target> target) {
  /// A bound.
  record Target(Kind kind, double bound) {
    boolean holds(double held) {
      return switch (kind) {
        case AT_MOST -> held <= bound;
        case BELOW -> held < bound;
        case AT_LEAST -> held >= bound;
      };
    }
  }

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
    return new Row(name, value, unit, OptionalDouble.of(value / other), Optional.of(target));
  }

  /// Ours alone.
  static Row value(String name, double value, String unit, Target target) {
    return new Row(name, value, unit, OptionalDouble.empty(), Optional.of(target));
  }

  /// Ours beside another side, without a target.
  static Row shown(String name, double value, String unit, double other) {
    return new Row(name, value, unit, OptionalDouble.of(value / other), Optional.empty());
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

  /// Whether the target was reached; empty when there is none.
  Optional<Boolean> pass() {
    return target.map(held -> held.holds(ratio.orElse(value)));
  }
}
