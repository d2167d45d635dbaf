package io.framegauge.telemetry.record;

/// What a stage does in the flow; it decides how its `queue_length` is told.
public enum StageKind {
  /// Has no input; frames are counted where they leave it.
  SOURCE(0),
  /// An ordinary element: `queue_length` is the number of frames inside.
  ELEMENT(1),
  /// Has a level of its own (queue, queue2, multiqueue): `queue_length` is that level.
  QUEUE(2),
  /// A user's Java plugin.
  PLUGIN(3),
  /// Has no output: what enters it has left the pipeline.
  SINK(4);

  private static final StageKind[] BY_CODE = values();

  private final int code;

  StageKind(int code) {
    this.code = code;
  }

  /// The number that stands for it in the telemetry memory; part of its layout.
  public int code() {
    return code;
  }

  /// The constant of a number in the telemetry memory.
  ///
  /// @throws DamagedTelemetryException when there is none
  public static StageKind of(int code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new DamagedTelemetryException("stage kind", code);
    }
    return BY_CODE[code];
  }
}
