package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.WeakObject;
import io.framegauge.pipeline.probe.FlowEvents;
import io.framegauge.telemetry.Telemetry;
import io.framegauge.telemetry.counter.StageCells;
import io.framegauge.telemetry.counter.StageFlow;
import io.framegauge.telemetry.record.QueueLevel;
import java.util.Optional;

/// Reads the level and the limits of a queue-like element. What it does not tell, or tells without
/// knowing, is unknown.
abstract class QueueLevels implements FlowEvents, AutoCloseable {
  private final WeakObject element;
  private final StageCells cells;
  private final StageFlow flow;
  private boolean closed;

  QueueLevels(long element, StageCells cells, StageFlow flow) {
    this.element = new WeakObject(element);
    this.cells = cells;
    this.flow = flow;
  }

  /// What reads the level of an element; empty for one that has none.
  ///
  /// @param element address of the element, which is alive
  static Optional<QueueLevels> of(
      long element, String factory, String name, StageCells cells, Telemetry telemetry) {
    StageFlow flow = telemetry.counters().flow(cells);
    return switch (factory) {
      case "queue" -> Optional.of(new PlainLevels(element, cells, flow, LevelProperties.QUEUE));
      case "queue2" -> Optional.of(new Queue2Levels(element, cells, flow));
      case "appsrc" -> Optional.of(new AppSourceLevels(element, cells, flow));
      case "rtpjitterbuffer" -> Optional.of(new JitterLevels(element, cells, flow));
      case "multiqueue" ->
          Optional.of(new MultiqueueLevels(element, name, cells, flow, telemetry.families()));
      default -> Optional.empty();
    };
  }

  /// Called by the sampler. The lock is not held when the element is let go: that may be the last
  /// of it, which its listeners are told.
  final void sample(long nowNanos) {
    element.use(address -> sample(address, nowNanos));
  }

  private synchronized void sample(long address, long nowNanos) {
    if (!closed) {
      cells.level(look(address, nowNanos));
    }
  }

  /// Looks at the element, which is alive.
  abstract QueueLevel look(long address, long nowNanos);

  /// Looks again when something has happened that is no matter of buffers; by any thread.
  final void lookAgain() {
    sample(System.nanoTime());
  }

  /// The time that an element says its data takes; it says 0 also of data without timestamps.
  final long known(long nanos) {
    return nanos > 0 || flow.timed() ? nanos : QueueLevel.UNKNOWN;
  }

  /// The stage is not shown any more.
  void gone() {}

  /// Nothing is told any more: the cells may be given to another stage.
  @Override
  public final void close() {
    synchronized (this) {
      closed = true;
    }
    element.close();
  }
}
