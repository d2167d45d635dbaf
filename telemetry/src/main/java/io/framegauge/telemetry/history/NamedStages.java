package io.framegauge.telemetry.history;

/// Records name stages by their position in the stage directory; this knows their names.
@FunctionalInterface
public interface NamedStages {
  /// The name of the stage that was at a position when a record was cut; empty when the position
  /// has been given to another stage since.
  ///
  /// @param atNanos when the record was cut, on the monotonic clock
  String name(int stage, long atNanos);
}
