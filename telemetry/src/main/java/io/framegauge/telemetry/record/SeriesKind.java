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
  ///
  /// @throws DamagedTelemetryException when there is none
  public static SeriesKind of(int code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new DamagedTelemetryException("series kind", code);
    }
    return BY_CODE[code];
  }
}
