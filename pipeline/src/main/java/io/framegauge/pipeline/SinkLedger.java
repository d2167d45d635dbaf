package io.framegauge.pipeline;

import static io.framegauge.telemetry.record.DropReason.LATE;

import io.framegauge.pipeline.gst.SinkStatistics;
import java.util.EnumSet;

/// The account of a sink: frames that came too late to be shown. Its statistics begin again at 0
/// with each pause, flush and segment; its messages, which it sends while its `qos` is on, tell
/// every single one.
final class SinkLedger extends DropLedger {
  private final RisingNumber dropped;

  SinkLedger(Accounted stage) {
    super(stage, EnumSet.of(LATE));
    this.dropped = new RisingNumber(stage.element(), SinkStatistics::dropped);
  }

  private void read() {
    long rise = dropped.rise();
    if (element().ask(sink -> SinkStatistics.tells(sink) ? 1 : 0, 1) == 0) {
      add(LATE, rise);
    }
  }

  @Override
  boolean balances() {
    return true;
  }

  @Override
  void look(long nowNanos) {
    read();
  }

  @Override
  public synchronized void flushStarts() {
    read();
  }

  @Override
  public synchronized void segmentEnters() {
    read();
  }

  @Override
  public synchronized void endEnters() {
    read();
  }

  @Override
  void settle() {
    read();
  }
}
