package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.NumberProperty;
import io.framegauge.telemetry.counter.QueueFlow;
import io.framegauge.telemetry.counter.StageCells;
import io.framegauge.telemetry.counter.StageFlow;
import io.framegauge.telemetry.record.QueueLevel;

/// The level of a `queue`, which is also followed buffer by buffer while it does not leak.
class PlainLevels extends QueueLevels {
  private static final NumberProperty LEAKS = new NumberProperty("leaky");

  private final QueueFlow buffers;
  private final LevelProperties properties;

  PlainLevels(long element, StageCells cells, StageFlow flow, LevelProperties properties) {
    super(element, cells, flow);
    this.buffers = cells.follow();
    this.properties = properties;
    lookAgain();
  }

  @Override
  final QueueLevel look(long address, long nowNanos) {
    if (!follows(address)) {
      buffers.unknown();
      return level(address, nowNanos);
    }
    long out = buffers.out();
    QueueLevel level = level(address, nowNanos);
    buffers.looked(level.buffers(), out, nowNanos);
    return level;
  }

  /// Whether each buffer that goes in comes out.
  boolean follows(long address) {
    return LEAKS.unsignedInt(address) == 0;
  }

  QueueLevel level(long address, long nowNanos) {
    return new QueueLevel(
        properties.buffers().applyAsLong(address),
        properties.bytes().applyAsLong(address),
        known(properties.nanos().applyAsLong(address)),
        properties.limitBuffers().applyAsLong(address),
        properties.limitBytes().applyAsLong(address),
        properties.limitNanos().applyAsLong(address),
        nowNanos);
  }

  @Override
  public final synchronized void flushStops() {
    buffers.emptied();
  }

  /// The queue may have been stopped and started again, which empties it without a word.
  @Override
  public final void segmentEnters() {
    buffers.unknown();
    lookAgain();
  }
}
