package io.framegauge.telemetry.record;

/// What a family of series is, and so what the 64 bits of a series' cell mean.
public enum SeriesKind {
  /// An unsigned whole number.
  COUNTER(0),
  /// A 64-bit float.
  GAUGE(1),
  /// The place of the cells that hold its distribution.
  HISTOGRAM(2),
  /// Nothing; the series being there says it all.
  INFO(3),
  /// The position, in the family's states, of the one it is in.
  STATE(4);

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
