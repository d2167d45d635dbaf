package io.framegauge.pipeline;

import static io.framegauge.telemetry.record.DropReason.FLUSH;
import static io.framegauge.telemetry.record.DropReason.RATE;
import static io.framegauge.telemetry.record.DropReason.UNEXPLAINED;

import io.framegauge.pipeline.gst.NumberProperty;
import java.util.EnumSet;

/// The account of a `videorate`, which counts what it drops and what it makes; it begins again at 0
/// when it is started anew. It holds one frame back.
final class RateLedger extends DropLedger {
  private static final NumberProperty DROP = new NumberProperty("drop");
  private static final NumberProperty DUPLICATE = new NumberProperty("duplicate");

  private final RisingNumber dropped;
  private final RisingNumber duplicated;

  RateLedger(Accounted stage) {
    super(stage, EnumSet.of(RATE, FLUSH, UNEXPLAINED));
    this.dropped = new RisingNumber(stage.element(), DROP::longValue);
    this.duplicated = new RisingNumber(stage.element(), DUPLICATE::longValue);
  }

  @Override
  void begins() {
    dropped.begin();
    duplicated.begin();
  }

  /// What it makes is read before what goes in, what it drops after that: rather too small.
  private long lost() {
    duplicated.rise();
    return open(() -> {
      add(RATE, dropped.rise());
      return 0;
    })
        + duplicated.total();
  }

  @Override
  void look(long nowNanos) {
    missing(lost() - underWay() - 1, nowNanos);
  }

  @Override
  public synchronized void flushStarts() {
    lost();
  }

  @Override
  public synchronized void flushStops() {
    add(FLUSH, Math.min(left(), underWay() + 1));
  }

  @Override
  public synchronized void endLeaves() {
    add(UNEXPLAINED, lost());
  }

  @Override
  void settle() {
    add(FLUSH, Math.min(left(), underWay() + 1));
    add(UNEXPLAINED, left());
  }

  /// What is open when the element's own numbers may have begun again.
  private long left() {
    return open() + duplicated.total();
  }
}
