package io.framegauge.telemetry.record;

/// The life of a module's pipeline as users see it.
public enum PipelineState {
  /// Being built; nothing flows yet.
  STARTING(0),
  /// Frames flow, or may.
  RUNNING(1),
  /// The source ended; all that was measured stays readable.
  ENDED(2),
  /// Asked to stop.
  STOPPED(3),
  /// Failed while running.
  FAILED(4);

  private static final PipelineState[] BY_CODE = values();

  private final int code;

  PipelineState(int code) {
    this.code = code;
  }

  /// The number that stands for it in the telemetry memory; part of its layout.
  public int code() {
    return code;
  }

  /// The constant of a number in the telemetry memory.
  ///
  /// @throws DamagedTelemetryException when there is none
  public static PipelineState of(int code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new DamagedTelemetryException("state", code);
    }
    return BY_CODE[code];
  }
}
