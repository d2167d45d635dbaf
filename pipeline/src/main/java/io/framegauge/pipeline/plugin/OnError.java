package io.framegauge.pipeline.plugin;

/// What becomes of a frame, and of the pipeline, when a plugin throws.
public enum OnError {
  /// The pipeline ends as failed.
  STOP,
  /// The frame is dropped.
  DROP,
  /// The frame passes.
  PASS
}
