package io.framegauge.telemetry.record;

/// The life of a module's pipeline as users see it.
public enum PipelineState {
  /// Being built; nothing flows yet.
  STARTING,
  /// Frames flow, or may.
  RUNNING,
  /// The source ended; all that was measured stays readable.
  ENDED,
  /// Asked to stop.
  STOPPED,
  /// Failed while running.
  FAILED
}
