package io.framegauge.pipeline;

/// How a run ended, or is to end.
public sealed interface Ending {
  /// The source came to its end.
  record EndOfStream() implements Ending {}

  /// Somebody asked for it.
  record Stopped() implements Ending {}

  /// Something failed.
  ///
  /// @param message for the user
  record Failed(String message) implements Ending {}

  /// Something failed because the machine lacks a part of GStreamer.
  ///
  /// @param message for the user
  record Lacking(String message) implements Ending {}
}
