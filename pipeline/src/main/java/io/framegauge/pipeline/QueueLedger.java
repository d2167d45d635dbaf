package io.framegauge.pipeline;

import static io.framegauge.telemetry.record.DropReason.FLUSH;
import static io.framegauge.telemetry.record.DropReason.LEAKY;
import static io.framegauge.telemetry.record.DropReason.UNEXPLAINED;

import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.NumberProperty;
import io.framegauge.telemetry.counter.StageCells;
import java.util.EnumSet;
import org.freedesktop.gstreamer.Element;

/// The account of a `queue`, which neither counts nor tells what it leaks: what is missing besides
/// its level was leaked, if it has been seen leaky.
///
/// When a leaky queue is flushed, a buffer that was on its way in or out at that moment is told as
/// leaked.
final class QueueLedger extends DropLedger {
  private static final NumberProperty LEVEL = new NumberProperty("current-level-buffers");
  private static final NumberProperty LEAKS = new NumberProperty("leaky");

  private final Element queue; // keeps the address valid
  private final long address;
  private boolean leaky;

  QueueLedger(Element queue, StageCells cells) {
    super(cells, EnumSet.of(LEAKY, FLUSH, UNEXPLAINED));
    this.queue = queue;
    this.address = Address.of(queue);
    this.leaky = LEAKS.unsignedInt(address) != 0;
  }

  private long level() {
    leaky |= LEAKS.unsignedInt(address) != 0;
    return LEVEL.unsignedInt(address);
  }

  @Override
  void look(long nowNanos) {
    long lost = open(this::level) - UNDER_WAY;
    if (leaky) {
      add(LEAKY, lost);
    } else {
      missing(lost, nowNanos);
    }
  }

  @Override
  public synchronized void flushStops() {
    long lost = open(this::level);
    add(LEAKY, leaky ? lost : 0);
    add(FLUSH, open());
  }

  @Override
  public synchronized void endLeaves() {
    level();
    add(leaky ? LEAKY : UNEXPLAINED, open());
  }

  @Override
  void settle() {
    add(FLUSH, open());
  }

  @Override
  public String toString() {
    return queue.getName();
  }
}
