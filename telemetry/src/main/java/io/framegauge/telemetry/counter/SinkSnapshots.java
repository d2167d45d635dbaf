package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import io.framegauge.telemetry.record.NativeBuckets;
import io.framegauge.telemetry.record.PipelineLatency;
import io.framegauge.telemetry.record.Residence;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/// Reads how long buffers took from a source to each sink.
final class SinkSnapshots {
  private static final int ATTEMPTS = 1000;

  private final MemorySegment memory;
  private final Limits limits;
  private final TextReading texts;

  SinkSnapshots(MemorySegment memory, Limits limits, TextReading texts) {
    this.memory = memory;
    this.limits = limits;
    this.texts = texts;
  }

  List<PipelineLatency> take() {
    List<PipelineLatency> sinks = new ArrayList<>();
    for (int stage = 0; stage < limits.maxStages(); stage++) {
      long base = stagesOffset() + (long) stage * STAGE_BYTES;
      int state = (int) INT.getAcquire(memory, base + S_STATE);
      if (state == FREE) {
        break;
      }
      if (state == USED && (int) INT.getOpaque(memory, base + S_SINK_MEASURED) == 1) {
        sinks.add(whole(base));
      }
    }
    return List.copyOf(sinks);
  }

  /// Reads until no sample was written meanwhile; a writer that stands still in the middle of one
  /// is not waited for.
  private PipelineLatency whole(long base) {
    for (int i = 0; ; i++) {
      long writing = (long) LONG.getAcquire(memory, base + S_SINK_WRITING);
      PipelineLatency latency = read(base);
      VarHandle.loadLoadFence();
      boolean same = getOpaque(memory, base + S_SINK_WRITING) == writing;
      if (i == ATTEMPTS || (same && (writing & 1) == 0)) {
        return latency;
      }
      Thread.onSpinWait();
    }
  }

  private PipelineLatency read(long base) {
    return new PipelineLatency(
        texts.read(base + S_NAME, NAME_BYTES),
        cells(base + S_SINK_BUCKETS, Residence.BOUNDS_NANOS.size() + 1),
        cells(base + S_SINK_NATIVE_BUCKETS, NativeBuckets.COUNT),
        getOpaque(memory, base + S_SINK_SUM_NANOS),
        getOpaque(memory, base + S_SINK_MATCHED),
        getOpaque(memory, base + S_SINK_UNKNOWN),
        getOpaque(memory, base + S_SINK_AMBIGUOUS));
  }

  private List<Long> cells(long first, int count) {
    List<Long> cells = new ArrayList<>(count);
    for (int cell = 0; cell < count; cell++) {
      cells.add(getOpaque(memory, first + 8L * cell));
    }
    return cells;
  }
}
