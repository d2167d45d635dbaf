package io.framegauge.pipeline.probe;

import io.framegauge.telemetry.counter.HotPath;

/// Is told what matters to the account of a stage, by the thread that sends it.
public interface FlowEvents {
  /// Nobody wants to know.
  FlowEvents NONE = new FlowEvents() {};

  /// Tells two, the first one first.
  static FlowEvents both(FlowEvents first, FlowEvents second) {
    return first.equals(NONE) ? second : new Both(first, second);
  }

  /// A list of buffers goes into the stage; on the streaming thread, before they are counted.
  @HotPath
  default void listEnters(int buffers) {}

  /// What is inside the stage will be thrown away.
  default void flushStarts() {}

  /// Neither input nor output flow; what is inside the stage is thrown away next.
  default void flushStops() {}

  /// A new segment goes into the stage, behind everything that was pushed so far.
  default void segmentEnters() {}

  /// The end of the stream goes into the stage.
  default void endEnters() {}

  /// The end of the stream has left the stage, behind everything that was inside.
  default void endLeaves() {}

  /// Tells two.
  record Both(FlowEvents first, FlowEvents second) implements FlowEvents {
    @Override
    @HotPath
    public void listEnters(int buffers) {
      first.listEnters(buffers);
      second.listEnters(buffers);
    }

    @Override
    public void flushStarts() {
      first.flushStarts();
      second.flushStarts();
    }

    @Override
    public void flushStops() {
      first.flushStops();
      second.flushStops();
    }

    @Override
    public void segmentEnters() {
      first.segmentEnters();
      second.segmentEnters();
    }

    @Override
    public void endEnters() {
      first.endEnters();
      second.endEnters();
    }

    @Override
    public void endLeaves() {
      first.endLeaves();
      second.endLeaves();
    }
  }
}
