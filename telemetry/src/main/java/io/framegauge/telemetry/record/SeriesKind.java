package io.framegauge.telemetry.record;

/// What the 64 bits of a series' cell mean.
public enum SeriesKind {
  /// An unsigned whole number.
  COUNTER,
  /// A 64-bit float.
  GAUGE
}
