package io.framegauge.pipeline.probe;

import java.util.Optional;

/// Knows which stages the pads of a pipeline connect. Called on streaming threads, once a link.
public interface Links {
  /// The link that begins at a source pad; empty while the pad is not linked to a measured stage.
  Optional<Link> find(long sourcePad);

  /// Telemetry failed on a streaming thread.
  void failed(Throwable thrown);
}
