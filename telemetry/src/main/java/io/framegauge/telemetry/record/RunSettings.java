package io.framegauge.telemetry.record;

import static java.nio.charset.StandardCharsets.UTF_8;

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
  /// What the names and values of extra labels may take together, as UTF-8 and with a separator
  /// before each.
  public static final int MOST_LABEL_BYTES = 14_332;

  /// Nothing is known.
  public static final RunSettings UNKNOWN =
      new RunSettings("", "", "", Optional.empty(), Optional.empty(), 0, Map.of());

  public RunSettings {
    extraLabels = Collections.unmodifiableMap(new TreeMap<>(extraLabels));
  }

  /// What extra labels take of [#MOST_LABEL_BYTES].
  public static int labelBytes(Map<String, String> labels) {
    int bytes = 0;
    for (Map.Entry<String, String> label : labels.entrySet()) {
      bytes += (label.getKey() + label.getValue()).getBytes(UTF_8).length + 2;
    }
    return bytes;
  }
}
