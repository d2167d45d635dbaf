package io.framegauge.telemetry.metrics;

import io.framegauge.telemetry.counter.FamilyEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The rules for bounds of a histogram's buckets.
final class Bounds {
  private Bounds() {}

  /// The bounds, without an infinite one at the end, which is there anyway.
  ///
  /// @throws IllegalArgumentException when they cannot be bounds
  static List<Double> checked(double... given) {
    List<Double> bounds = new ArrayList<>();
    for (int i = 0; i < given.length; i++) {
      if (i == given.length - 1 && i > 0 && given[i] == Double.POSITIVE_INFINITY) {
        continue;
      }
      double before = i == 0 ? -1 : given[i - 1];
      if (!Double.isFinite(given[i]) || given[i] < 0 || given[i] <= before) {
        throw refused("bounds must be finite, >= 0 and each above the one before", given);
      }
      bounds.add(given[i] + 0.0); // no negative zero
    }
    if (bounds.isEmpty() || bounds.size() > FamilyEntry.MOST_BOUNDS) {
      throw refused("bounds must be 1 to " + FamilyEntry.MOST_BOUNDS, given);
    }
    return bounds;
  }

  private static IllegalArgumentException refused(String rule, double... given) {
    return new IllegalArgumentException(rule + ": bounds=" + Arrays.toString(given));
  }
}
