package io.framegauge.pipeline.port;

import java.time.Duration;

/// A pipeline beside the module's, which a sink feeds, as to have frames written into a file. One
/// thread.
public interface SidePipeline extends FrameInlet, AutoCloseable {
  /// Puts a frame in; waits while as much waits as may.
  ///
  /// @return true
  /// @throws IllegalStateException if the pipeline has failed; the message says why
  @Override
  boolean push(IncomingFrame frame);

  /// Ends the stream and waits until all of it has come to the end of the pipeline, so that files
  /// are complete.
  ///
  /// @throws IllegalStateException if the pipeline fails, or takes longer; the message says why
  void finish(Duration atMost);

  /// Stops it; what is still inside is lost unless [#finish] has returned.
  @Override
  void close();
}
