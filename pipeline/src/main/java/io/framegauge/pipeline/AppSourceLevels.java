package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.PropertyWriter;
import io.framegauge.telemetry.counter.StageCells;
import io.framegauge.telemetry.counter.StageFlow;
import io.framegauge.telemetry.record.QueueLevel;

/// What a program has pushed into an `appsrc` and has not left it. What a leaky one drops is not
/// known: nobody counts what goes in.
final class AppSourceLevels extends QueueLevels {
  private final boolean tellsAll;

  AppSourceLevels(long element, StageCells cells, StageFlow flow) {
    super(element, cells, flow);
    this.tellsAll = PropertyWriter.has(element, "current-level-buffers");
    lookAgain();
  }

  @Override
  QueueLevel look(long address, long nowNanos) {
    LevelProperties from = LevelProperties.APPSRC;
    return new QueueLevel(
        tellsAll ? from.buffers().applyAsLong(address) : QueueLevel.UNKNOWN,
        from.bytes().applyAsLong(address),
        tellsAll ? known(from.nanos().applyAsLong(address)) : QueueLevel.UNKNOWN,
        tellsAll ? from.limitBuffers().applyAsLong(address) : 0,
        from.limitBytes().applyAsLong(address),
        tellsAll ? from.limitNanos().applyAsLong(address) : 0,
        nowNanos);
  }
}
