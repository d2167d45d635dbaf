package io.framegauge.pipeline;

import static io.framegauge.telemetry.record.DropReason.FLUSH;

import io.framegauge.pipeline.gst.Elements;
import io.framegauge.telemetry.record.DropReason;
import java.util.EnumSet;
import java.util.function.LongPredicate;

/// The account of an element that passes the buffers of several inputs on, each as one, to one
/// output. An input that is not let through may hold one buffer back for as long as it likes.
///
/// When the pipeline is stopped before each input has seen its end of the stream, a buffer an input
/// may be told as flushed that was dropped.
final class FunnelLedger extends DropLedger {
  private final DropReason cause;
  private final LongPredicate hoards;
  private long ended;

  /// @param cause of what is missing
  /// @param hoards asks the element, by its address, whether it keeps any number of buffers
  FunnelLedger(Accounted stage, DropReason cause, LongPredicate hoards) {
    super(stage, EnumSet.of(cause, FLUSH));
    this.cause = cause;
    this.hoards = hoards;
  }

  private long inputs() {
    return element().ask(Elements::inputs, 0);
  }

  @Override
  void look(long nowNanos) {
    if (element().ask(address -> hoards.test(address) ? 1 : 0, 1) == 1) {
      return;
    }
    long lost = open() - inputs() - 1;
    if (cause == DropReason.UNEXPLAINED) {
      missing(lost, nowNanos);
    } else {
      add(cause, lost);
    }
  }

  @Override
  public synchronized void flushStops() {
    ended = 0;
  }

  /// What an input pushed before has come out, or never will.
  @Override
  public synchronized void endEnters() {
    ended++;
  }

  @Override
  void settle() {
    add(FLUSH, Math.min(open(), Math.max(0, inputs() - ended)));
    add(cause, open());
    ended = 0;
  }
}
