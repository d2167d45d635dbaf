package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.Messages;
import io.framegauge.telemetry.Telemetry;
import io.framegauge.telemetry.metrics.Counter;
import io.framegauge.telemetry.metrics.CounterFamily;
import io.framegauge.telemetry.record.Metric;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// In which of GStreamer's states a pipeline is, and how long it has been in each, on the monotonic
/// clock. Any thread; no lock.
final class PipelineLife {
  private static final List<String> STATES = List.of("null", "ready", "paused", "playing");
  private static final int STATE_BITS = 2;
  private static final int STATE_MASK = (1 << STATE_BITS) - 1;

  private final List<Counter> nanos;
  private final long beginNanos;

  /// The state, less 1, and above it the time until which it has been accounted for.
  private final AtomicLong stamp;

  private volatile boolean ended;
  private volatile boolean tellsEnd;

  /// @param state as [Messages#PLAYING] and its like
  PipelineLife(Telemetry telemetry, int state, long nowNanos) {
    CounterFamily family = telemetry.families().counterFamily(Metric.PIPELINE_STATE_SECONDS);
    nanos = STATES.stream().map(family::labels).toList();
    beginNanos = nowNanos;
    stamp = new AtomicLong(Math.clamp(state - 1L, 0, STATE_MASK));
  }

  /// The pipeline is in a state now, perhaps the same as before.
  void is(int state, long nowNanos) {
    if (state > 0 && state <= STATES.size()) {
      account(state - 1, nowNanos);
      ended &= state > Messages.READY;
    }
  }

  /// The pipeline is still in its state; by the sampler.
  void goesOn(long nowNanos) {
    account(-1, nowNanos);
  }

  /// @param state less 1; negative: the same as before
  private void account(int state, long nowNanos) {
    while (true) {
      long before = stamp.get();
      int was = (int) (before & STATE_MASK);
      long until = before >> STATE_BITS;
      long now = Math.max(until, nowNanos - beginNanos);
      if (stamp.compareAndSet(before, now << STATE_BITS | (state < 0 ? was : state))) {
        nanos.get(was).inc(now - until);
        return;
      }
    }
  }

  /// The end of the stream will be told.
  void tellsEnd() {
    tellsEnd = true;
  }

  /// Whether a pipeline that plays and in which nothing moves is known not to be at its end.
  boolean goesOnWithoutEnd() {
    return tellsEnd && plays();
  }

  /// All sinks have come to the end of the stream.
  void end() {
    ended = true;
  }

  /// Buffers flow again, as after a seek.
  void flowsAgain() {
    ended = false;
  }

  /// Whether the stream has ended and nothing has flowed since.
  boolean hasEnded() {
    return ended;
  }

  /// Whether buffers are to flow: the pipeline plays, and the stream has not ended.
  boolean plays() {
    return state() == Messages.PLAYING && !ended;
  }

  /// Whether nothing can be inside the pipeline.
  boolean rests() {
    return state() <= Messages.READY;
  }

  private int state() {
    return (int) (stamp.get() & STATE_MASK) + 1;
  }
}
