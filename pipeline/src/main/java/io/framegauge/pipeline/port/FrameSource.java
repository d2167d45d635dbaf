package io.framegauge.pipeline.port;

/// Brings frames into a pipeline.
///
/// `open`, then `run` on a thread of its own, `stop` from any thread, `close` when `run` has
/// returned.
public interface FrameSource extends AutoCloseable {
  /// How much may wait to enter the pipeline; then [FrameInlet#push] waits.
  ///
  /// @param frames at most
  /// @param bytes at most; one frame always may wait
  record Waiting(long frames, long bytes) {}

  /// How much may wait.
  Waiting waiting();

  /// Opens what frames come from; a source that cannot be opened throws, and nothing starts.
  ///
  /// @return where that is, for people
  String open(PortContext context);

  /// Gives frames until there are no more, or until it is told to stop. What it throws fails the
  /// module.
  void run(FrameInlet inlet) throws Exception;

  /// Makes [#run] return soon.
  void stop();

  @Override
  void close();
}
