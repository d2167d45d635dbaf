package io.framegauge.pipeline.probe;

/// Is told how a plugin behaves, on the thread that called it.
public interface PluginWatch {
  /// A callback begins.
  ///
  /// @param callback the callback in the words of the documentation
  void enters(String callback, long nowNanos);

  /// It has ended.
  void leaves();

  /// A frame took so long.
  void took(long nanos);

  /// A callback threw.
  ///
  /// @param callback the callback in the words of the documentation
  /// @param ends whether the pipeline is to end as failed
  void threw(String callback, Throwable thrown, boolean ends);

  /// Frames were not shown to a plugin off the streaming thread, which could not keep up.
  void skipped(long frames);
}
