package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.NumberProperty;
import io.framegauge.telemetry.counter.StageCells;
import io.framegauge.telemetry.record.QueueLevel;
import org.freedesktop.gstreamer.Element;

/// Reads the level and the limits of a queue element.
final class QueueLevels {
  private static final NumberProperty BUFFERS = new NumberProperty("current-level-buffers");
  private static final NumberProperty BYTES = new NumberProperty("current-level-bytes");
  private static final NumberProperty TIME = new NumberProperty("current-level-time");
  private static final NumberProperty MAX_BUFFERS = new NumberProperty("max-size-buffers");
  private static final NumberProperty MAX_BYTES = new NumberProperty("max-size-bytes");
  private static final NumberProperty MAX_TIME = new NumberProperty("max-size-time");

  private final Element queue; // keeps the address valid
  private final long address;
  private final StageCells cells;

  QueueLevels(Element queue, StageCells cells) {
    this.queue = queue;
    this.address = Address.of(queue);
    this.cells = cells;
  }

  /// Called by the sampler.
  void sample(long nowNanos) {
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
  public String toString() {
    return queue.getName();
  }
}
