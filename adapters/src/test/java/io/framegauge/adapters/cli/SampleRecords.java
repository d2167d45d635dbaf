package io.framegauge.adapters.cli;

import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StageLatency;
import io.framegauge.telemetry.record.StageStat;
import io.framegauge.telemetry.record.StatRecord;
import java.util.List;
import java.util.OptionalLong;

/// Records as the tests write and expect them.
final class SampleRecords {
  /// 2023-11-14T22:13:20Z.
  static final long START_MILLIS = 1_700_000_000_000L;

  private SampleRecords() {}

  /// Record `id` of a run at 30 frames and 60 objects a second: 0 is initial, then they alternate.
  static StatRecord numbered(long id) {
    RecordType type =
        id == 0 ? RecordType.INITIAL : id % 2 == 1 ? RecordType.FRAME : RecordType.TIMESTAMP;
    return new StatRecord(
        id, type, START_MILLIS + id * 500, 0, id * 15, id * 30, List.of(empty("camera", id * 15)));
  }

  /// Two stages that both take what the first gives: its residence is taken together.
  static StatRecord withStages() {
    StageStat queue = new StageStat("ingress", OptionalLong.of(3), 795, 0, 2, List.of());
    StageStat draw =
        new StageStat(
            "draw, left",
            OptionalLong.empty(),
            790,
            1345,
            0,
            List.of(new StageLatency("ingress", 12, 90, 20.5, 100)));
    StageStat sink =
        new StageStat(
            "sink",
            OptionalLong.of(0),
            5,
            10,
            0,
            List.of(
                new StageLatency("ingress", 10, 40, 30.5, 100),
                new StageLatency("draw, left", 1500, 2500, 2000.25, 5)));
    return new StatRecord(
        52, RecordType.FRAME, START_MILLIS, 0, 795, 1345, List.of(queue, draw, sink));
  }

  private static StageStat empty(String name, long frames) {
    return new StageStat(name, OptionalLong.of(0), frames, 0, 0, List.of());
  }
}
