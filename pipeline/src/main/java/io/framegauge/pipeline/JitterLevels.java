package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.Elements;
import io.framegauge.pipeline.gst.Statistic;
import io.framegauge.telemetry.counter.StageCells;
import io.framegauge.telemetry.counter.StageFlow;
import io.framegauge.telemetry.record.QueueLevel;

/// Packets in an `rtpjitterbuffer`, which does not tell them: what went in, has not come out and
/// was, as it says itself, neither late nor there before. A packet that is lost never went in.
///
/// Not known for one that has been running before, that was flushed or restarted, or that gets
/// control packets.
final class JitterLevels extends QueueLevels {
  private static final Statistic PUSHED = new Statistic("num-pushed");
  private static final Statistic LATE = new Statistic("num-late");
  private static final Statistic DUPLICATES = new Statistic("num-duplicates");

  private final StageFlow flow;
  private final long inBefore;
  private final long outBefore;
  private boolean fromTheStart;

  JitterLevels(long element, StageCells cells, StageFlow flow) {
    super(element, cells, flow);
    this.flow = flow;
    this.inBefore = flow.in();
    this.outBefore = flow.out();
    this.fromTheStart = PUSHED.of(element) == 0;
    lookAgain();
  }

  /// What came out is read first and what went in last: rather too many.
  @Override
  QueueLevel look(long address, long nowNanos) {
    long out = flow.out() - outBefore;
    long thrown = LATE.of(address) + DUPLICATES.of(address);
    long inside = flow.in() - inBefore - thrown - out;
    boolean known = fromTheStart && Elements.inputs(address) == 1 && inside >= 0;
    long buffers = known ? inside : QueueLevel.UNKNOWN;
    return new QueueLevel(buffers, QueueLevel.UNKNOWN, QueueLevel.UNKNOWN, 0, 0, 0, nowNanos);
  }

  @Override
  public synchronized void flushStops() {
    fromTheStart = false;
  }

  @Override
  public synchronized void segmentEnters() {
    fromTheStart = false;
  }
}
