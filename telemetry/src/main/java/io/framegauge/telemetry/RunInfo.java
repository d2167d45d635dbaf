package io.framegauge.telemetry;

import io.framegauge.telemetry.counter.CountersReader;
import io.framegauge.telemetry.record.FamilyValues;
import io.framegauge.telemetry.record.LiveCounts;
import io.framegauge.telemetry.record.RunIdentity;
import io.framegauge.telemetry.record.RunSettings;
import io.framegauge.telemetry.zeromq.HistoryInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What the query `info` tells of a run.
final class RunInfo {
  private RunInfo() {}

  /// @param nowNanos the moment, on the monotonic clock of the run
  static HistoryInfo of(CountersReader reader, RunSettings settings, long nowNanos) {
    RunIdentity run = reader.identity();
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("framegauge", settings.version());
    versions.put("java", settings.javaVersion());
    versions.put("gstreamer", settings.gstreamerVersion());
    return new HistoryInfo(
        run.pipelineName(),
        run.run(),
        run.pid(),
        run.startMillis(),
        reader.state(),
        versions,
        settings.framePeriod().map(OptionalLong::of).orElse(OptionalLong.empty()),
        settings.timePeriodSeconds().map(OptionalDouble::of).orElse(OptionalDouble.empty()),
        settings.history(),
        new LiveCounts(run.startNanos(), nowNanos, reader.framesLeft(), reader.stages()),
        refused(reader));
  }

  private static Map<String, Long> refused(CountersReader reader) {
    Map<String, Long> refused = new LinkedHashMap<>();
    refused.put("stages", reader.stagesRefused());
    refused.put("links", reader.linksRefused());
    refused.put("families", reader.familiesRefused());
    refused.put("series", reader.families().stream().mapToLong(FamilyValues::refused).sum());
    return refused;
  }
}
