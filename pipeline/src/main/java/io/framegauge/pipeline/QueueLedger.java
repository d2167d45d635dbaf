package io.framegauge.pipeline;

import static io.framegauge.telemetry.record.DropReason.FLUSH;
import static io.framegauge.telemetry.record.DropReason.LEAKY;
import static io.framegauge.telemetry.record.DropReason.UNEXPLAINED;

import io.framegauge.pipeline.gst.NumberProperty;
import java.util.EnumSet;

/// The account of a `queue`, which neither counts nor tells what it leaks: what is missing besides
/// its level was leaked, if it has been seen leaky. And of a `queue2`, which does not leak; while
/// it keeps bytes instead of buffers there is no account.
///
/// When a leaky queue is flushed, a buffer that was on its way in or out at that moment is told as
/// leaked.
final class QueueLedger extends DropLedger {
  private static final NumberProperty LEVEL = new NumberProperty("current-level-buffers");
  private static final NumberProperty LEAKS = new NumberProperty("leaky");

  private final boolean leaks;
  private boolean leaky;

  /// @param leaks whether it is a kind of queue that can leak
  QueueLedger(Accounted stage, boolean leaks) {
    super(stage, leaks ? EnumSet.of(LEAKY, FLUSH, UNEXPLAINED) : EnumSet.of(FLUSH, UNEXPLAINED));
    this.leaks = leaks;
    inside();
  }

  @Override
  boolean balances() {
    return super.balances()
        && (leaks || element().ask(queue -> Queue2Levels.keepsBuffers(queue) ? 1 : 0, 1) == 1);
  }

  @Override
  long inside() {
    leaky |= leaks && element().ask(LEAKS::unsignedInt, 0) != 0;
    return element().ask(LEVEL::unsignedInt, 0);
  }

  @Override
  void look(long nowNanos) {
    long lost = open(this::inside) - underWay();
    if (leaky) {
      add(LEAKY, lost);
    } else {
      missing(lost, nowNanos);
    }
  }

  @Override
  public synchronized void flushStops() {
    if (!balances()) {
      return;
    }
    long lost = open(this::inside);
    add(LEAKY, leaky ? lost : 0);
    add(FLUSH, open());
  }

  @Override
  public synchronized void endLeaves() {
    if (!balances()) {
      return;
    }
    inside();
    add(leaky ? LEAKY : UNEXPLAINED, open());
  }

  @Override
  void settle() {
    add(FLUSH, open());
  }
}
