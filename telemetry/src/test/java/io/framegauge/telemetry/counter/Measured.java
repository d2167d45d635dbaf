package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import io.framegauge.telemetry.record.StageKind;
import java.util.UUID;

/// One stage between a source and a sink, in memory of its own, and its cells by name.
final class Measured {
  static final Limits LIMITS = new Limits(8, 8, 4, 16);

  final LiveCounters counters =
      LiveCounters.create("test", UUID.randomUUID(), LIMITS, 0, 1_700_000_000_000L, 1);
  final StageCells source = counters.stage("source", "src", StageKind.SOURCE).orElseThrow();
  final StageCells stage;
  final StageCells sink = counters.stage("sink", "sink", StageKind.SINK).orElseThrow();

  Measured(StageKind kind) {
    stage = counters.stage("stage", "identity", kind).orElseThrow();
    stage.measureResidence(true);
  }

  Measured() {
    this(StageKind.ELEMENT);
  }

  long cell(int offset) {
    return getOpaque(counters.memory(), base() + offset);
  }

  long inserted() {
    return cell(S_INSERTED);
  }

  /// Entries taken out of the table one way or another.
  long gone() {
    return cell(S_REMOVED) + expired() + cell(S_FORGOTTEN);
  }

  long expired() {
    return cell(S_EXPIRED) + cell(S_OVERTAKEN);
  }

  /// Buffers that left, with a sample or without.
  long leavers() {
    return cell(S_MATCHED) + cell(S_AMBIGUOUS);
  }

  long queueLength() {
    return StageReader.queueLength(counters.memory(), base());
  }

  private long base() {
    return stagesOffset() + (long) stage.index() * STAGE_BYTES;
  }
}
