package io.framegauge.telemetry;

import java.util.Map;
import java.util.Optional;

/// The settings under `parameters.telemetry` of a module.
///
/// @param metrics what is measured and recorded
public record TelemetryConfig(Metrics metrics) {

  /// The settings under `metrics`.
  ///
  /// @param enabled false: no probes at all
  /// @param framePeriod frames between frame records; empty: none
  /// @param timePeriod seconds between timestamp records; empty: none
  /// @param history records kept
  /// @param extraLabels labels on every series, in order
  /// @param frameStage the sink that defines `frame_no`; empty: the first
  /// @param maxStages stages measured
  /// @param maxSeries series kept
  public record Metrics(
      boolean enabled,
      Optional<Long> framePeriod,
      Optional<Double> timePeriod,
      int history,
      Map<String, String> extraLabels,
      Optional<String> frameStage,
      int maxStages,
      int maxSeries) {}
}
