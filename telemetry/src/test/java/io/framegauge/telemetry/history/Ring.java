package io.framegauge.telemetry.history;

import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StageLatency;
import io.framegauge.telemetry.record.StageStat;
import io.framegauge.telemetry.record.StatRecord;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.OptionalLong;

/// A ring in memory of its own, and records whose every number follows from the timestamp they are
/// given, so that a torn one is seen.
final class Ring {
  static final int STAGES = 3;
  static final int LINKS = 2;

  final MemorySegment memory;
  final RecordRing ring;
  final History history;

  Ring(int kept) {
    this(kept, Arena.ofAuto().allocate(RecordRing.bytes(kept, STAGES, LINKS), 8));
  }

  Ring(int kept, MemorySegment memory) {
    this.memory = memory;
    ring = RecordRing.create(memory, kept, STAGES, LINKS);
    history = ring.history((index, at) -> "stage" + index);
  }

  /// Writes a record; false when the last records have been cut.
  boolean write(RecordType type, long ts) {
    RecordLane lane = ring.lane(type);
    return lane.begin(type, ts, ts * 3) && filled(lane, ts);
  }

  boolean filled(RecordLane lane, long ts) {
    lane.totals(ts * 5, ts * 7);
    int stages = (int) (ts % (STAGES + 1));
    for (int stage = 0; stage < stages; stage++) {
      long queue = ts % 2 == 0 ? -1 : ts;
      lane.stage(queue, ts + stage, ts * 2 + stage, ts * 4 + stage);
    }
    for (int link = 0; link + 1 < stages; link++) {
      lane.latency(link, link + 1, ts * 1_000, ts * 2_000, ts * 9_000, 6);
    }
    lane.complete();
    return true;
  }

  /// What must be read back.
  static StatRecord expected(long id, RecordType type, long ts) {
    int stages = (int) (ts % (STAGES + 1));
    StageStat[] stats = new StageStat[stages];
    for (int stage = 0; stage < stages; stage++) {
      List<StageLatency> latencies =
          stage == 0
              ? List.of()
              : List.of(new StageLatency("stage" + (stage - 1), ts, ts * 2, ts * 9 / 6.0, 6));
      stats[stage] =
          new StageStat(
              "stage" + stage,
              ts % 2 == 0 ? OptionalLong.empty() : OptionalLong.of(ts),
              ts + stage,
              ts * 2 + stage,
              ts * 4 + stage,
              latencies);
    }
    return new StatRecord(id, type, ts, ts * 3, ts * 5, ts * 7, List.of(stats));
  }
}
