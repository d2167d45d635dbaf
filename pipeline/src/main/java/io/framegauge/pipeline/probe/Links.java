package io.framegauge.pipeline.probe;

import org.jspecify.annotations.Nullable;

/// Knows which stages the pads of a pipeline connect. Called on streaming threads, when something
/// was linked or unlinked.
public interface Links {
  /// What is known about a source pad.
  ///
  /// @param link the link that begins there; null when nothing is to be counted
  /// @param settled whether the answer stays the same until a pad is linked or unlinked
  record Answer(@Nullable Link link, boolean settled) {
    /// The pad is not linked, or leads into a bin and no further.
    public static final Answer NOT_YET = new Answer(null, false);

    /// The pad leads to nothing that is measured, or no more links fit.
    public static final Answer NEVER = new Answer(null, true);
  }

  /// The link that begins at a source pad; by the pad's streaming thread.
  Answer find(long sourcePad);

  /// A link's probe is gone: nobody counts there any more. Must wait for nothing.
  void released(Link link);

  /// Telemetry failed on a streaming thread.
  void failed(Throwable thrown);
}
