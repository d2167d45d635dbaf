package io.framegauge.pipeline.probe;

import io.framegauge.telemetry.counter.HotPath;

/// Is told when frames have left the pipeline, on the streaming thread that carried them.
@FunctionalInterface
public interface FrameExit {
  /// Frames have left the pipeline.
  ///
  /// @param frames how many more than before, perhaps none
  @HotPath
  void framesLeft(long frames);
}
