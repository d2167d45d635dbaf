package io.framegauge.telemetry.record;

import java.util.Locale;

/// Why a buffer that went into a stage never comes out.
public enum DropReason {
  /// A leaky queue was full.
  LEAKY(0),
  /// It came too late to be shown or to be worth processing (quality of service).
  LATE(1),
  /// The frame rate was lowered (videorate).
  RATE(2),
  /// It was inside when the stage was flushed, by a seek or because the pipeline was stopped.
  FLUSH(3),
  /// A valve was closed, or a selector did not let the input through.
  VALVE(4),
  /// The stage's plugin dropped it.
  PLUGIN(5),
  /// The stage's plugin threw.
  ERROR(6),
  /// It went in and did not come out, and no cause is known.
  UNEXPLAINED(7);

  private final int code;

  DropReason(int code) {
    this.code = code;
  }

  /// The number that stands for it in the telemetry memory; part of its layout.
  public int code() {
    return code;
  }

  /// The value of the label `reason`.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
