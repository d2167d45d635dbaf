package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.NumberProperty;
import io.framegauge.pipeline.gst.WeakObject;
import io.framegauge.telemetry.counter.StageCells;
import io.framegauge.telemetry.record.QueueLevel;

/// Reads the level and the limits of a queue element.
final class QueueLevels implements AutoCloseable {
  private static final NumberProperty BUFFERS = new NumberProperty("current-level-buffers");
  private static final NumberProperty BYTES = new NumberProperty("current-level-bytes");
  private static final NumberProperty TIME = new NumberProperty("current-level-time");
  private static final NumberProperty MAX_BUFFERS = new NumberProperty("max-size-buffers");
  private static final NumberProperty MAX_BYTES = new NumberProperty("max-size-bytes");
  private static final NumberProperty MAX_TIME = new NumberProperty("max-size-time");

  private final WeakObject queue;
  private final StageCells cells;

  QueueLevels(long queue, StageCells cells) {
    this.queue = new WeakObject(queue);
    this.cells = cells;
  }

  /// Called by the sampler.
  void sample(long nowNanos) {
    queue.use(address -> sample(address, nowNanos));
  }

  private void sample(long address, long nowNanos) {
    cells.level(
        new QueueLevel(
            BUFFERS.unsignedInt(address),
            BYTES.unsignedInt(address),
            TIME.longValue(address),
            MAX_BUFFERS.unsignedInt(address),
            MAX_BYTES.unsignedInt(address),
            MAX_TIME.longValue(address),
            nowNanos));
  }

  @Override
  public void close() {
    queue.close();
  }
}
