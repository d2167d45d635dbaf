package io.framegauge.pipeline.port;

/// Takes frames out of a pipeline.
///
/// `open`, then `frame` and `end` on the streaming thread, `stop` from any thread, `close` when
/// nothing flows any more.
public interface FrameSink extends AutoCloseable {
  /// Whether frames leave at the pace of their timestamps; else as fast as they come.
  boolean paced();

  /// Whether the stream begins anew at its end, for ever; its source must be able to seek.
  default boolean repeats() {
    return false;
  }

  /// Opens what frames go to; a sink that cannot be opened throws, and nothing starts.
  ///
  /// @return where that is, for people
  String open(PortContext context);

  /// A frame leaves; the pipeline waits until this returns. What it throws fails the module.
  void frame(OutgoingFrame frame) throws Exception;

  /// The stream has ended; the pipeline waits until this returns. What it throws fails the module.
  ///
  /// @param sourceId of the source that ended; empty where that is not known
  void end(String sourceId) throws Exception;

  /// Makes a call that waits return soon.
  void stop();

  @Override
  void close();
}
