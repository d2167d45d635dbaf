package io.framegauge.pipeline;

import static io.framegauge.telemetry.record.DropReason.LATE;

import io.framegauge.pipeline.gst.Statistic;
import java.util.EnumSet;

/// The account of an `rtpjitterbuffer`: packets that came too late to be put in order, as it counts
/// them itself. Those that were there before it does not pass on either; they are no loss.
final class JitterLedger extends DropLedger {
  private final RisingNumber late;

  JitterLedger(Accounted stage) {
    super(stage, EnumSet.of(LATE));
    this.late = new RisingNumber(stage.element(), new Statistic("num-late")::of);
  }

  @Override
  void begins() {
    late.begin();
  }

  @Override
  boolean balances() {
    return true;
  }

  @Override
  void look(long nowNanos) {
    add(LATE, late.rise());
  }

  @Override
  public synchronized void endEnters() {
    add(LATE, late.rise());
  }

  @Override
  void settle() {
    add(LATE, late.rise());
  }
}
