package io.framegauge.pipeline;

import static io.framegauge.telemetry.record.DropReason.FLUSH;
import static io.framegauge.telemetry.record.DropReason.RATE;
import static io.framegauge.telemetry.record.DropReason.UNEXPLAINED;

import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.NumberProperty;
import io.framegauge.telemetry.counter.StageCells;
import java.util.EnumSet;
import org.freedesktop.gstreamer.Element;

/// The account of a `videorate`, which counts what it drops and what it makes; it begins again at 0
/// when it is started anew. It holds one frame back.
final class RateLedger extends DropLedger {
  private static final NumberProperty DROP = new NumberProperty("drop");
  private static final NumberProperty DUPLICATE = new NumberProperty("duplicate");

  private final Element rate; // keeps the address valid
  private final RisingNumber dropped;
  private final RisingNumber duplicated;

  RateLedger(Element rate, StageCells cells) {
    super(cells, EnumSet.of(RATE, FLUSH, UNEXPLAINED));
    this.rate = rate;
    long address = Address.of(rate);
    this.dropped = new RisingNumber(() -> DROP.longValue(address));
    this.duplicated = new RisingNumber(() -> DUPLICATE.longValue(address));
  }

  private void read() {
    add(RATE, dropped.rise());
    duplicated.rise();
  }

  @Override
  long open() {
    return super.open() + duplicated.total();
  }

  @Override
  void look(long nowNanos) {
    read();
    missing(open() - UNDER_WAY - 1, nowNanos);
  }

  @Override
  public synchronized void flushStarts() {
    read();
  }

  @Override
  public synchronized void flushStops() {
    add(FLUSH, Math.min(open(), UNDER_WAY + 1));
  }

  @Override
  public synchronized void endLeaves() {
    read();
    add(UNEXPLAINED, open());
  }

  @Override
  void settle() {
    add(FLUSH, Math.min(open(), UNDER_WAY + 1));
    add(UNEXPLAINED, open());
  }

  @Override
  public String toString() {
    return rate.getName();
  }
}
