package io.framegauge.pipeline.probe;

import org.jspecify.annotations.Nullable;

/// Knows which stages the pads of a pipeline connect. Called on streaming threads, once a link.
public interface Links {
  /// What is known about a source pad.
  ///
  /// @param link the link that begins there; null when nothing is to be counted
  /// @param settled whether the answer will not change, so that asking again is in vain
  record Answer(@Nullable Link link, boolean settled) {
    /// The pad is not linked yet.
    public static final Answer NOT_YET = new Answer(null, false);

    /// The pad leads to nothing that is measured, or no more links fit.
    public static final Answer NEVER = new Answer(null, true);
  }

  /// The link that begins at a source pad.
  Answer find(long sourcePad);

  /// Telemetry failed on a streaming thread.
  void failed(Throwable thrown);
}
