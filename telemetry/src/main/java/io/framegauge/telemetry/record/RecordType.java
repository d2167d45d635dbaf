package io.framegauge.telemetry.record;

import java.util.Locale;

/// Why a record was cut.
public enum RecordType {
  /// The pipeline started; nothing has been counted yet.
  INITIAL(0),
  /// `frame_period` frames more have left the pipeline, or the pipeline ended.
  FRAME(1),
  /// `time_period` seconds have passed, or the pipeline ended.
  TIMESTAMP(2);

  private final String label = name().toLowerCase(Locale.ROOT);

  /// The name in JSON and in the label `record_type`.
  public String label() {
    return label;
  }

  private static final RecordType[] BY_CODE = values();

  private final int code;

  RecordType(int code) {
    this.code = code;
  }

  /// The number that stands for it in the telemetry memory; part of its layout.
  public int code() {
    return code;
  }

  /// Whether a number stands for a constant.
  public static boolean isCode(int code) {
    return code >= 0 && code < BY_CODE.length;
  }

  /// The constant of a number in the telemetry memory.
  ///
  /// @throws DamagedTelemetryException when there is none
  public static RecordType of(int code) {
    if (!isCode(code)) {
      throw new DamagedTelemetryException("record type", code);
    }
    return BY_CODE[code];
  }
}
