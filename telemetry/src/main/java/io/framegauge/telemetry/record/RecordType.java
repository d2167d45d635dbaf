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

  /// The constant of a number in the telemetry memory.
  public static RecordType of(int code) {
    return BY_CODE[code];
  }
}
