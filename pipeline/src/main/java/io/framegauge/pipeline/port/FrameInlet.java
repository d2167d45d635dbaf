package io.framegauge.pipeline.port;

import java.util.OptionalLong;

/// Takes frames into a pipeline. One thread.
public interface FrameInlet {
  /// What follows comes from a source, until told otherwise. To be told behind the format.
  ///
  /// @param sourceId as metrics and plugins show it
  void source(String sourceId);

  /// How many bytes a frame of a format has at least: 0 where only decoding tells, empty where the
  /// text is no format of a frame. To be asked before a format that comes from elsewhere is told.
  ///
  /// @param caps as GStreamer writes them
  OptionalLong leastBytes(String caps);

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
