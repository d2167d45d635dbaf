package io.framegauge.telemetry.history;

import static io.framegauge.telemetry.history.RingLayout.*;

import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StageLatency;
import io.framegauge.telemetry.record.StageStat;
import io.framegauge.telemetry.record.StatRecord;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A whole record copied out of the ring: its head, the stages that it has, the latencies that it
/// has.
final class RecordSlot {
  private final MemorySegment copy;

  private RecordSlot(MemorySegment copy) {
    this.copy = copy;
  }

  /// Copies a slot; empty when it is being written or has been written since, so that it does not
  /// have the sequence any more.
  static Optional<RecordSlot> copy(MemorySegment memory, long slot, long sequence, int maxStages) {
    if ((long) LONG.getAcquire(memory, slot + SEQUENCE) != sequence) {
      return Optional.empty();
    }
    long stageBytes = (long) (int) INT.getOpaque(memory, slot + STAGE_COUNT) * STAGE_BYTES;
    long latencyBytes = (long) (int) INT.getOpaque(memory, slot + LATENCY_COUNT) * LATENCY_BYTES;
    MemorySegment copy =
        MemorySegment.ofArray(new long[(int) ((STAGES + stageBytes + latencyBytes) / 8)]);
    MemorySegment.copy(memory, slot, copy, 0, STAGES + stageBytes);
    long latencies = slot + STAGES + (long) maxStages * STAGE_BYTES;
    MemorySegment.copy(memory, latencies, copy, STAGES + stageBytes, latencyBytes);
    VarHandle.loadLoadFence();
    boolean whole = (long) LONG.getOpaque(memory, slot + SEQUENCE) == sequence;
    return whole ? Optional.of(new RecordSlot(copy)) : Optional.empty();
  }

  long id() {
    return (long) LONG.get(copy, ID);
  }

  int typeCode() {
    return (int) INT.get(copy, TYPE);
  }

  long tsMillis() {
    return (long) LONG.get(copy, TS_MILLIS);
  }

  /// The record as a value; without stages that have no name any more.
  StatRecord decoded(NamedStages stageNames) {
    int stages = (int) INT.get(copy, STAGE_COUNT);
    List<String> names = new ArrayList<>();
    List<List<StageLatency>> latencies = new ArrayList<>();
    for (int stage = 0; stage < stages; stage++) {
      names.add(name(stage, stageNames));
      latencies.add(new ArrayList<>());
    }
    for (int i = 0; i < (int) INT.get(copy, LATENCY_COUNT); i++) {
      long base = STAGES + (long) stages * STAGE_BYTES + (long) i * LATENCY_BYTES;
      String source = names.get((int) INT.get(copy, base));
      if (!source.isEmpty()) {
        latencies.get((int) INT.get(copy, base + 4)).add(latency(base, source));
      }
    }
    List<StageStat> stats = new ArrayList<>();
    for (int stage = 0; stage < stages; stage++) {
      if (!names.get(stage).isEmpty()) {
        stats.add(stage(stage, names.get(stage), latencies.get(stage)));
      }
    }
    return new StatRecord(
        id(),
        RecordType.of(typeCode()),
        tsMillis(),
        (long) LONG.get(copy, MONOTONIC),
        (long) LONG.get(copy, FRAME_NO),
        (long) LONG.get(copy, OBJECTS),
        stats);
  }

  private String name(int stage, NamedStages stageNames) {
    long queueLength = (long) LONG.get(copy, STAGES + (long) stage * STAGE_BYTES);
    return queueLength == ABSENT ? "" : stageNames.name(stage, (long) LONG.get(copy, MONOTONIC));
  }

  private StageStat stage(int stage, String name, List<StageLatency> latencies) {
    long base = STAGES + (long) stage * STAGE_BYTES;
    long queueLength = (long) LONG.get(copy, base);
    return new StageStat(
        name,
        queueLength < 0 ? OptionalLong.empty() : OptionalLong.of(queueLength),
        (long) LONG.get(copy, base + 8),
        (long) LONG.get(copy, base + 16),
        (long) LONG.get(copy, base + 24),
        latencies);
  }

  private StageLatency latency(long base, String source) {
    long count = (long) LONG.get(copy, base + 32);
    return new StageLatency(
        source,
        (long) LONG.get(copy, base + 8) / 1000,
        (long) LONG.get(copy, base + 16) / 1000,
        (long) LONG.get(copy, base + 24) / 1000.0 / count,
        count);
  }
}
