package io.framegauge.telemetry.record;

/// What a stage does in the flow; it decides how its `queue_length` is told.
public enum StageKind {
  /// Has no input; frames are counted where they leave it.
  SOURCE,
  /// An ordinary element: `queue_length` is the number of frames inside.
  ELEMENT,
  /// Has a level of its own (queue, queue2): `queue_length` is that level.
  QUEUE,
  /// A user's Java plugin.
  PLUGIN,
  /// Has no output: what enters it has left the pipeline.
  SINK
}
