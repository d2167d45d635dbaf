package io.framegauge.telemetry.prometheus;

import io.framegauge.telemetry.record.DropReason;
import io.framegauge.telemetry.record.Metric;
import io.framegauge.telemetry.record.PipelineLatency;
import io.framegauge.telemetry.record.QueueLevel;
import io.framegauge.telemetry.record.Residence;
import io.framegauge.telemetry.record.StageCounts;

/// The live values of a stage.
final class StageMetrics {
  private static final double NANOS = 1e9;

  private StageMetrics() {}

  /// @param nowNanos the monotonic time that ages are told by
  static void fill(Sheet sheet, StageCounts stage, long nowNanos) {
    String name = stage.name();
    sheet.info(Metric.STAGE_INFO, name, stage.factory(), stage.caps());
    sheet.counter(Metric.STAGE_BUFFERS, stage.buffers(), name);
    sheet.counter(Metric.STAGE_BYTES, stage.bytes(), name);
    sheet.counter(Metric.STAGE_BATCHES, stage.batches(), name);
    if (stage.framesKnown()) {
      sheet.counter(Metric.STAGE_FRAMES, stage.frames(), name);
    }
    if (stage.encoded()) {
      sheet.counter(Metric.STAGE_KEYFRAMES, stage.keyframes(), name);
    }
    for (DropReason reason : DropReason.values()) {
      if (stage.drops().containsKey(reason)) {
        sheet.counter(Metric.STAGE_DROPS, stage.drops().get(reason), name, reason.label());
      }
    }
    if (stage.lastBufferNanos() != 0) {
      double age = Math.max(0, nowNanos - stage.lastBufferNanos()) / NANOS;
      sheet.gauge(Metric.STAGE_LAST_BUFFER_AGE, age, name);
    }
    stage.level().ifPresent(level -> queue(sheet, name, level));
    stage.residence().ifPresent(residence -> residence(sheet, name, residence));
  }

  private static void queue(Sheet sheet, String name, QueueLevel level) {
    known(sheet, Metric.QUEUE_LEVEL_BUFFERS, level.buffers(), 1, name);
    known(sheet, Metric.QUEUE_LEVEL_BYTES, level.bytes(), 1, name);
    known(sheet, Metric.QUEUE_LEVEL_SECONDS, level.nanos(), NANOS, name);
    known(sheet, Metric.QUEUE_LEAST_BUFFERS, level.leastBuffers(), 1, name);
    known(sheet, Metric.QUEUE_MOST_BUFFERS, level.mostBuffers(), 1, name);
    if (level.limitBuffers() != 0) {
      sheet.gauge(Metric.QUEUE_LIMIT_BUFFERS, (double) level.limitBuffers(), name);
    }
    if (level.limitBytes() != 0) {
      sheet.gauge(Metric.QUEUE_LIMIT_BYTES, (double) level.limitBytes(), name);
    }
    if (level.limitNanos() != 0) {
      sheet.gauge(Metric.QUEUE_LIMIT_SECONDS, level.limitNanos() / NANOS, name);
    }
  }

  private static void known(Sheet sheet, Metric metric, long value, double unit, String name) {
    if (value != QueueLevel.UNKNOWN) {
      sheet.gauge(metric, value / unit, name);
    }
  }

  private static void residence(Sheet sheet, String name, Residence residence) {
    sheet.histogram(
        Metric.STAGE_LATENCY,
        residence.bucketCounts(),
        residence.nativeCounts(),
        residence.sumNanos(),
        name);
    sheet.counter(Metric.STAGE_LATENCY_BUFFERS, residence.matched(), name, "matched");
    sheet.counter(Metric.STAGE_LATENCY_BUFFERS, residence.expired(), name, "expired");
    sheet.counter(Metric.STAGE_LATENCY_BUFFERS, residence.ambiguous(), name, "ambiguous");
  }

  static void fill(Sheet sheet, PipelineLatency latency) {
    String sink = latency.sink();
    sheet.histogram(
        Metric.PIPELINE_LATENCY,
        latency.bucketCounts(),
        latency.nativeCounts(),
        latency.sumNanos(),
        sink);
    sheet.counter(Metric.PIPELINE_LATENCY_BUFFERS, latency.matched(), sink, "matched");
    sheet.counter(Metric.PIPELINE_LATENCY_BUFFERS, latency.unknown(), sink, "unknown");
    sheet.counter(Metric.PIPELINE_LATENCY_BUFFERS, latency.ambiguous(), sink, "ambiguous");
  }
}
