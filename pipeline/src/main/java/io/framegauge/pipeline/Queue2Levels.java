package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.Elements;
import io.framegauge.pipeline.gst.NumberProperty;
import io.framegauge.telemetry.counter.StageCells;
import io.framegauge.telemetry.counter.StageFlow;
import io.framegauge.telemetry.record.QueueLevel;

/// The level of a `queue2`. Where it keeps bytes, in a ring in memory or in a file, it tells 0
/// buffers and 0 seconds, which is not the truth; a file has no limit.
final class Queue2Levels extends PlainLevels {
  private static final NumberProperty RING = new NumberProperty("ring-buffer-max-size");
  private static final NumberProperty FILE = new NumberProperty("temp-template");

  Queue2Levels(long element, StageCells cells, StageFlow flow) {
    super(element, cells, flow, LevelProperties.QUEUE);
  }

  /// Whether a queue2 keeps the buffers that it gets, and not their bytes.
  static boolean keepsBuffers(long queue2) {
    return RING.longValue(queue2) == 0 && !Elements.hasText(queue2, FILE);
  }

  @Override
  boolean follows(long address) {
    return keepsBuffers(address);
  }

  @Override
  QueueLevel level(long address, long nowNanos) {
    QueueLevel told = super.level(address, nowNanos);
    if (keepsBuffers(address)) {
      return told;
    }
    long ring = RING.longValue(address);
    long limit = told.limitBytes() == 0 ? ring : Math.min(told.limitBytes(), ring);
    boolean limited = ring != 0 && told.limitBytes() != 0;
    return new QueueLevel(
        QueueLevel.UNKNOWN, told.bytes(), QueueLevel.UNKNOWN, 0, limited ? limit : 0, 0, nowNanos);
  }
}
