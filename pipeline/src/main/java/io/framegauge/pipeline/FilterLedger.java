package io.framegauge.pipeline;

import static io.framegauge.telemetry.record.DropReason.FLUSH;
import static io.framegauge.telemetry.record.DropReason.UNEXPLAINED;

import io.framegauge.telemetry.record.DropReason;
import java.util.EnumSet;

/// The account of an element that puts one buffer out for each that goes in, before it takes the
/// next one. What is missing has the element's own cause, if it has one.
final class FilterLedger extends DropLedger {
  private final DropReason cause;
  private boolean ended;

  /// @param cause of what is missing
  /// @param others causes that are told by others: the element's messages, its plugin
  FilterLedger(Accounted stage, DropReason cause, EnumSet<DropReason> others) {
    EnumSet<DropReason> reasons = EnumSet.copyOf(others);
    reasons.add(cause);
    reasons.add(FLUSH);
    super(stage, reasons);
    this.cause = cause;
  }

  @Override
  void look(long nowNanos) {
    long lost = open() - underWay();
    if (cause == UNEXPLAINED) {
      missing(lost, nowNanos);
    } else {
      add(cause, lost);
    }
  }

  @Override
  public synchronized void flushStops() {
    nothingUnderWay(false);
  }

  /// What went in before has come out, or never will.
  @Override
  public synchronized void endEnters() {
    ended = true;
  }

  @Override
  void settle() {
    nothingUnderWay(ended);
  }

  /// What is open now is lost. The newest buffer, if it has not come out, or what is left of the
  /// newest list, may have found the way out closed, unless the stream has ended behind it; what
  /// went in before it had its turn.
  private void nothingUnderWay(boolean undisturbed) {
    if (!undisturbed && (largest() > 1 || !newestPassed())) {
      add(FLUSH, Math.min(open(), largest()));
    }
    add(cause, open());
    ended = false;
  }
}
