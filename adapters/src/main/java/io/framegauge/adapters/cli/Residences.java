package io.framegauge.adapters.cli;

import io.framegauge.telemetry.record.StageLatency;
import io.framegauge.telemetry.record.StageStat;
import io.framegauge.telemetry.record.StatRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// How long frames stayed in each stage of a record. A record keeps that time with the stage that
/// came next; several next stages are taken together.
final class Residences {
  private final Map<String, StageLatency> byStage = new HashMap<>();

  private Residences() {}

  static Residences of(StatRecord statRecord) {
    Residences residences = new Residences();
    for (StageStat stage : statRecord.stageStats()) {
      for (StageLatency latency : stage.latencies()) {
        residences.byStage.merge(latency.sourceStageName(), latency, Residences::together);
      }
    }
    return residences;
  }

  /// The time in a stage; empty when nothing was measured there.
  Optional<StageLatency> in(String stageName) {
    return Optional.ofNullable(byStage.get(stageName));
  }

  private static StageLatency together(StageLatency one, StageLatency other) {
    long count = one.count() + other.count();
    double sum = one.avgMicros() * one.count() + other.avgMicros() * other.count();
    return new StageLatency(
        one.sourceStageName(),
        Math.min(one.minMicros(), other.minMicros()),
        Math.max(one.maxMicros(), other.maxMicros()),
        sum / count,
        count);
  }
}
