package io.framegauge.telemetry.record;

import java.util.Locale;

/// Why a record was cut.
public enum RecordType {
  /// The pipeline started; nothing has been counted yet.
  INITIAL,
  /// `frame_period` frames more have left the pipeline, or the pipeline ended.
  FRAME,
  /// `time_period` seconds have passed, or the pipeline ended.
  TIMESTAMP;

  private final String label = name().toLowerCase(Locale.ROOT);

  /// The name in JSON and in the label `record_type`.
  public String label() {
    return label;
  }
}
