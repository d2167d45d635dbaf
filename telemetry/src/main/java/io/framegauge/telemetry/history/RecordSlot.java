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
  private final int stages;
  private final int latencies;

  private RecordSlot(MemorySegment copy, int stages, int latencies) {
    this.copy = copy;
    this.stages = stages;
    this.latencies = latencies;
  }

  /// Copies a slot; empty when it is being written or has been written since, so that it does not
  /// have the sequence any more, or when it is damaged.
  static Optional<RecordSlot> copy(
      MemorySegment memory, long slot, long sequence, RingShape shape) {
    if ((long) LONG.getAcquire(memory, slot + SEQUENCE) != sequence) {
      return Optional.empty();
    }
    int stages = (int) INT.getOpaque(memory, slot + STAGE_COUNT);
    int latencies = (int) INT.getOpaque(memory, slot + LATENCY_COUNT);
    if (stages < 0 || stages > shape.maxStages() || latencies < 0 || latencies > shape.maxLinks()) {
      return Optional.empty();
    }
    long head = STAGES + (long) stages * STAGE_BYTES;
    long tail = (long) latencies * LATENCY_BYTES;
    MemorySegment copy = MemorySegment.ofArray(new long[(int) ((head + tail) / 8)]);
    MemorySegment.copy(memory, slot, copy, 0, head);
    MemorySegment.copy(memory, slot + shape.latencies(), copy, head, tail);
    VarHandle.loadLoadFence();
    boolean whole = (long) LONG.getOpaque(memory, slot + SEQUENCE) == sequence;
    RecordSlot copied = new RecordSlot(copy, stages, latencies);
    return whole && copied.isPlausible() ? Optional.of(copied) : Optional.empty();
  }

  /// Whether its type is one, and its latencies lie between stages that it has.
  private boolean isPlausible() {
    boolean plausible = RecordType.isCode(typeCode());
    for (int i = 0; i < latencies; i++) {
      long base = latency(i);
      plausible &= isStage((int) INT.get(copy, base)) && isStage((int) INT.get(copy, base + 4));
      plausible &= (long) LONG.get(copy, base + 32) > 0;
    }
    return plausible;
  }

  private boolean isStage(int index) {
    return index >= 0 && index < stages;
  }

  private long latency(int index) {
    return STAGES + (long) stages * STAGE_BYTES + (long) index * LATENCY_BYTES;
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

  /// The names of the stages it has, by position; empty for those that are not there or have no
  /// name any more.
  List<String> names(NamedStages stageNames) {
    List<String> names = new ArrayList<>(stages);
    for (int stage = 0; stage < stages; stage++) {
      names.add(name(stage, stageNames));
    }
    return names;
  }

  /// The record as a value; without stages that have no name any more.
  StatRecord decoded(List<String> names) {
    List<List<StageLatency>> ofStages = new ArrayList<>();
    for (int stage = 0; stage < stages; stage++) {
      ofStages.add(new ArrayList<>());
    }
    for (int i = 0; i < latencies; i++) {
      long base = latency(i);
      String source = names.get((int) INT.get(copy, base));
      if (!source.isEmpty()) {
        ofStages.get((int) INT.get(copy, base + 4)).add(latency(base, source));
      }
    }
    List<StageStat> stats = new ArrayList<>();
    for (int stage = 0; stage < stages; stage++) {
      if (!names.get(stage).isEmpty()) {
        stats.add(stage(stage, names.get(stage), ofStages.get(stage)));
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

  private StageStat stage(int stage, String name, List<StageLatency> ofStage) {
    long base = STAGES + (long) stage * STAGE_BYTES;
    long queueLength = (long) LONG.get(copy, base);
    return new StageStat(
        name,
        queueLength < 0 ? OptionalLong.empty() : OptionalLong.of(queueLength),
        (long) LONG.get(copy, base + 8),
        (long) LONG.get(copy, base + 16),
        (long) LONG.get(copy, base + 24),
        ofStage);
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
