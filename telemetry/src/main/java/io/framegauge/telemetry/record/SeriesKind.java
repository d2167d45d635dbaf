package io.framegauge.telemetry.record;

/// What the 64 bits of a series' cell mean.
public enum SeriesKind {
  /// An unsigned whole number.
  COUNTER(0),
  /// A 64-bit float.
  GAUGE(1);

  private static final SeriesKind[] BY_CODE = values();

  private final int code;

  SeriesKind(int code) {
    this.code = code;
  }

  /// The number that stands for it in the telemetry memory; part of its layout.
  public int code() {
    return code;
  }

  /// The constant of a number in the telemetry memory.
  public static SeriesKind of(int code) {
    return BY_CODE[code];
  }
}
