package io.framegauge.pipeline.probe;

/// Knows which source a stream comes from.
@FunctionalInterface
public interface SourceIds {
  /// The id of the source; empty when it is not known.
  ///
  /// @param streamId as the STREAM_START event has it
  String of(String streamId);
}
