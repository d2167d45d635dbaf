package io.framegauge.pipeline.port;

import java.util.List;

/// A frame that leaves a pipeline. Valid while [FrameSink#frame] runs, on its thread.
public interface OutgoingFrame {
  /// The source it came from; empty where that is not known.
  String sourceId();

  /// Its format, as GStreamer writes it; empty when there is none.
  String caps();

  /// When it is to be shown, in nanoseconds, or [IncomingFrame#NO_TIME].
  long ptsNanos();

  /// When it is to be decoded, in nanoseconds, or [IncomingFrame#NO_TIME].
  long dtsNanos();

  /// In nanoseconds, or [IncomingFrame#NO_TIME].
  long durationNanos();

  /// Whether it can be decoded without an earlier one.
  boolean keyframe();

  /// The objects on it.
  List<FrameRegion> objects();

  /// A copy of its bytes.
  byte[] bytes();
}
