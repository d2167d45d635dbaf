package io.framegauge.pipeline;

import static io.framegauge.telemetry.record.DropReason.LATE;

import io.framegauge.telemetry.counter.StageCells;
import java.util.EnumSet;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.Structure;

/// The account of a sink: frames that came too late to be shown. Its statistics begin again at 0
/// with each pause, flush and segment; its messages, which it sends while its `qos` is on, tell
/// every single one.
final class SinkLedger extends DropLedger {
  private final Element sink;
  private final RisingNumber dropped;

  SinkLedger(Element sink, StageCells cells) {
    super(cells, EnumSet.of(LATE));
    this.sink = sink;
    this.dropped = new RisingNumber(() -> statistic(sink));
  }

  private static long statistic(Element sink) {
    return sink.get("stats") instanceof Structure stats
            && stats.getValue("dropped") instanceof Number number
        ? number.longValue()
        : 0;
  }

  private void read() {
    long rise = dropped.rise();
    if (!Boolean.TRUE.equals(sink.get("qos"))) {
      add(LATE, rise);
    }
  }

  @Override
  boolean flows() {
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
