package io.framegauge.adapters.top;

/// Where looks at a module come from. One thread at a time.
public interface Looks {
  /// The module as it is now; may take some seconds.
  ///
  /// @throws NoLookException if there is nothing to be seen now; asking again may help
  Look take();
}
