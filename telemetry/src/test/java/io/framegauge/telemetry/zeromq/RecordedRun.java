package io.framegauge.telemetry.zeromq;

import io.framegauge.telemetry.history.History;
import io.framegauge.telemetry.history.RecordLane;
import io.framegauge.telemetry.history.RecordRing;
import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.RecordType;
import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// The real ring of a pipeline with two stages. A test cuts its records; what is in them follows
/// from their id.
final class RecordedRun {
  static final String PIPELINE = "city-traffic";
  private static final List<String> STAGES = List.of("decode", "ingress");

  private final String run;
  private final int kept;
  private final RecordRing ring;
  private final History history;
  private long nextId;

  RecordedRun(String run, int kept) {
    this.run = run;
    this.kept = kept;
    ring =
        RecordRing.create(
            Arena.ofAuto().allocate(RecordRing.bytes(kept, STAGES.size(), 1), 64), kept, 2, 1);
    history = ring.history((stage, at) -> STAGES.get(stage));
  }

  History history() {
    return history;
  }

  /// Cuts the next record. One thread.
  void cut() {
    RecordType type = type(nextId);
    RecordLane lane = ring.lane(type);
    lane.begin(type, ts(nextId), 0);
    lane.totals(10 * nextId, 20 * nextId);
    lane.stage(-1, 10 * nextId, 0, 0);
    lane.stage(3, 10 * nextId, 20 * nextId, 1);
    lane.latency(0, 1, 12_000, 90_000, 2_050_000, 100);
    lane.complete();
    nextId++;
  }

  RecordedRun cut(int count) {
    for (int i = 0; i < count; i++) {
      cut();
    }
    return this;
  }

  static RecordType type(long id) {
    if (id == 0) {
      return RecordType.INITIAL;
    }
    return id % 3 == 0 ? RecordType.TIMESTAMP : RecordType.FRAME;
  }

  /// Milliseconds since the epoch.
  static long ts(long id) {
    return 1_700_000_000_000L + 100 * id;
  }

  HistoryInfo info() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("framegauge", "0.1.0");
    versions.put("java", "25");
    return new HistoryInfo(
        PIPELINE,
        run,
        4711,
        ts(0),
        PipelineState.RUNNING,
        versions,
        OptionalLong.of(10_000),
        OptionalDouble.empty(),
        kept,
        LiveStages.sourceAndQueue(0),
        Map.of());
  }

  HistoryServer serve() {
    return HistoryServer.start("tcp://127.0.0.1:*", history, this::info);
  }
}
