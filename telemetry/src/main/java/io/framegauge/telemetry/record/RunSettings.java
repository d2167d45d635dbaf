package io.framegauge.telemetry.record;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How a run was started: what a reader in another process has to know beside the values.
///
/// @param version of Framegauge
/// @param gstreamerVersion empty where no GStreamer takes part
/// @param framePeriod frames between two frame records; empty: none
/// @param timePeriodSeconds seconds between two timestamp records; empty: none
/// @param history records kept
/// @param extraLabels labels on every series, values by name
public record RunSettings(
    String version,
    String javaVersion,
    String gstreamerVersion,
    Optional<Long> framePeriod,
    Optional<Double> timePeriodSeconds,
    int history,
    Map<String, String> extraLabels) {
  /// Nothing is known.
  public static final RunSettings UNKNOWN =
      new RunSettings("", "", "", Optional.empty(), Optional.empty(), 0, Map.of());

  public RunSettings {
    extraLabels = Collections.unmodifiableMap(new TreeMap<>(extraLabels));
  }
}
