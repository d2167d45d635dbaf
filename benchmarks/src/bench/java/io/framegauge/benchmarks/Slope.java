package io.framegauge.benchmarks;

import java.util.List;

/// How a cost grows with a number of things.
///
/// @param name of the row
/// @param of what there are more and more
/// @param unit of the cost
/// @param series what is shown: ours first
record Slope(String name, String of, String unit, List<Line> series) {
  /// One side.
  record Line(String who, List<Point> points) {
    /// The exponent k of the growth cost ~ count^k from the first point to the last.
    double exponent() {
      Point first = points.getFirst();
      Point last = points.getLast();
      return Math.log(last.cost() / first.cost()) / Math.log((double) last.count() / first.count());
    }
  }

  /// The cost of a number of things.
  record Point(int count, double cost) {}

  Line ours() {
    return series.getFirst();
  }
}
