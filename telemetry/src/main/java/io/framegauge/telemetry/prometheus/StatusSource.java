package io.framegauge.telemetry.prometheus;

/// Tells how the pipeline is doing whenever somebody asks over HTTP. Called from any thread.
@FunctionalInterface
public interface StatusSource {
  /// The status now.
  ///
  /// @throws NoModuleException when there is none
  Status status();
}
