package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import io.framegauge.telemetry.record.NativeBuckets;
import io.framegauge.telemetry.record.Residence;
import java.util.Collection;

/// How long buffers took from a source to one sink: the cells of the sink's stage entry from
/// `S_SINK_MEASURED` on. Written by the thread that pushes into the sink.
///
/// A buffer is a sample if exactly one of the links on which buffers of the sink begin their way
/// had its running time, once.
final class SinkCells {
  private static final Departures[] NONE = {};

  private final long words;
  private volatile Departures[] origins = NONE;

  /// @param stage address of the stage's entry, in [CounterLayout#words]
  SinkCells(long stage) {
    this.words = stage;
  }

  /// The links over which buffers leave sources that reach the sink; called by the thread that
  /// rebuilds the topology.
  void origins(Collection<Departures> from) {
    origins = from.toArray(NONE);
    if (!from.isEmpty()) {
      INT.setOpaque(ALL, at(words) + S_SINK_MEASURED, 1);
    }
  }

  /// A buffer enters the sink.
  @HotPath
  void arrive(long runningNanos, long nowNanos) {
    Departures[] from = origins;
    if (from.length == 0) {
      return;
    }
    long left = Departures.UNKNOWN;
    for (int i = 0; i < from.length && runningNanos >= 0; i++) {
      long found = from[i].find(runningNanos);
      if (found != Departures.UNKNOWN) {
        left = left == Departures.UNKNOWN ? found : Departures.SEVERAL;
      }
    }
    if (left == Departures.UNKNOWN) {
      addOpaque(at(words) + S_SINK_UNKNOWN, 1);
    } else if (left == Departures.SEVERAL) {
      addOpaque(at(words) + S_SINK_AMBIGUOUS, 1);
    } else {
      sample(Math.max(0, nowNanos - left));
    }
  }

  private void sample(long nanos) {
    long base = at(words);
    long writing = (long) LONG.get(ALL, base + S_SINK_WRITING);
    LONG.setVolatile(ALL, base + S_SINK_WRITING, writing + 1);
    addOpaque(base + S_SINK_MATCHED, 1);
    addOpaque(base + S_SINK_SUM_NANOS, nanos);
    addOpaque(base + S_SINK_BUCKETS + 8L * Residence.bucket(nanos), 1);
    addOpaque(base + S_SINK_NATIVE_BUCKETS + 8L * NativeBuckets.of(nanos), 1);
    LONG.setRelease(ALL, base + S_SINK_WRITING, writing + 2);
  }
}
