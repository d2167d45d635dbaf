package io.framegauge.pipeline.port;

/// Takes frames into a pipeline. One thread.
public interface FrameInlet {
  /// What follows comes from a source, until told otherwise. To be told behind the format.
  ///
  /// @param sourceId as metrics and plugins show it
  void source(String sourceId);

  /// What follows has this format, until told otherwise.
  ///
  /// @param caps as GStreamer writes them
  /// @throws IllegalArgumentException if they are none
  void format(String caps);

  /// Puts a frame in; waits while as much waits as may.
  ///
  /// @return false when the pipeline takes no more, so that the source is to return
  boolean push(IncomingFrame frame);

  /// There are no more frames; the stream ends behind those that were put in.
  void end();
}
