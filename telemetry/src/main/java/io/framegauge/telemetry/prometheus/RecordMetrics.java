package io.framegauge.telemetry.prometheus;

import io.framegauge.telemetry.history.History;
import io.framegauge.telemetry.record.Metric;
import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StageLatency;
import io.framegauge.telemetry.record.StageStat;
import io.framegauge.telemetry.record.StatRecord;
import java.util.Set;

/// The first group: the newest record of each type, under the names of the reference system.
final class RecordMetrics {
  private RecordMetrics() {}

  /// @param present names of the stages that there are now
  static void fill(Sheet sheet, History history, Set<String> present) {
    for (RecordType type : RecordType.values()) {
      history.newest(type).ifPresent(newest -> fill(sheet, newest, present));
    }
  }

  private static void fill(Sheet sheet, StatRecord newest, Set<String> present) {
    String type = newest.type().label();
    sheet.counter(Metric.FRAME_COUNTER, newest.frameNo(), type);
    sheet.counter(Metric.OBJECT_COUNTER, newest.objectCounter(), type);
    for (StageStat stage : newest.stageStats()) {
      String name = stage.stageName();
      if (!present.contains(name)) {
        continue; // removed since
      }
      stage
          .queueLength()
          .ifPresent(length -> sheet.gauge(Metric.STAGE_QUEUE_LENGTH, (double) length, type, name));
      sheet.counter(Metric.STAGE_FRAME_COUNTER, stage.frameCounter(), type, name);
      sheet.counter(Metric.STAGE_OBJECT_COUNTER, stage.objectCounter(), type, name);
      sheet.counter(Metric.STAGE_BATCH_COUNTER, stage.batchCounter(), type, name);
      for (StageLatency latency : stage.latencies()) {
        if (present.contains(latency.sourceStageName())) {
          fill(sheet, latency, type, name);
        }
      }
    }
  }

  private static void fill(Sheet sheet, StageLatency latency, String type, String stageName) {
    String source = latency.sourceStageName();
    sheet.gauge(Metric.STAGE_MIN_LATENCY, (double) latency.minMicros(), type, stageName, source);
    sheet.gauge(Metric.STAGE_MAX_LATENCY, (double) latency.maxMicros(), type, stageName, source);
    sheet.gauge(Metric.STAGE_AVG_LATENCY, latency.avgMicros(), type, stageName, source);
    sheet.gauge(Metric.STAGE_LATENCY_SAMPLES, (double) latency.count(), type, stageName, source);
  }
}
