package io.framegauge.telemetry.zeromq;

import io.framegauge.telemetry.history.History;
import io.framegauge.telemetry.history.Page;
import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StageKind;
import io.framegauge.telemetry.record.StageLatency;
import io.framegauge.telemetry.record.StageStat;
import io.framegauge.telemetry.record.StatRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// A history of records in a list; the record with the id n has the timestamp 1000 + n.
final class MemoryHistory implements History {
  static final long FIRST_TS = 1000;

  private final int capacity;
  private final int stages;
  private final List<StatRecord> records = new ArrayList<>();
  private long nextId;

  MemoryHistory(int capacity, int stages) {
    this.capacity = capacity;
    this.stages = stages;
  }

  /// A history of small records.
  static MemoryHistory of(int capacity, int recordCount) {
    MemoryHistory history = new MemoryHistory(capacity, 1);
    history.add(recordCount);
    return history;
  }

  synchronized void add(int count) {
    for (int i = 0; i < count; i++) {
      records.add(record(nextId++, stages));
      if (records.size() > capacity) {
        records.removeFirst();
      }
    }
  }

  static StatRecord record(long id, int stages) {
    RecordType type = id == 0 ? RecordType.INITIAL : RecordType.FRAME;
    List<StageStat> stats = IntStream.range(0, stages).mapToObj(n -> stage(n, id)).toList();
    return new StatRecord(id, type, FIRST_TS + id, 0, 100 * id, 3 * id, stats);
  }

  private static StageStat stage(int number, long id) {
    return new StageStat(
        "stage" + number,
        OptionalLong.of(2),
        100 * id,
        3 * id,
        0,
        List.of(new StageLatency("decode", 12, 90, 20.5, 100)));
  }

  static HistoryInfo info(String run) {
    return new HistoryInfo(
        "city-traffic",
        run,
        4711,
        1_700_000_000_000L,
        PipelineState.RUNNING,
        Map.of("framegauge", "0.1.0"),
        OptionalLong.of(10_000),
        OptionalDouble.of(1.5),
        100,
        List.of(new HistoryInfo.Stage("ingress", "queue", StageKind.QUEUE)),
        Map.of("stages", 3L));
  }

  @Override
  public synchronized Page latest(int count, long beforeId) {
    return backwards(count, beforeId, kept -> true);
  }

  @Override
  public synchronized Page window(long fromMillis, long toMillis, int limit, long beforeId) {
    return backwards(
        limit, beforeId, kept -> kept.tsMillis() >= fromMillis && kept.tsMillis() < toMillis);
  }

  private Page backwards(int limit, long beforeId, Predicate<StatRecord> wanted) {
    List<StatRecord> found =
        records.reversed().stream().filter(r -> r.id() < beforeId).filter(wanted).toList();
    return page(false, found, limit);
  }

  @Override
  public synchronized Page newerThan(long id, int limit) {
    List<StatRecord> found = records.stream().filter(r -> r.id() > id).toList();
    return page(id >= nextId || id + 1 < oldestId(), found, limit);
  }

  private Page page(boolean gap, List<StatRecord> found, int limit) {
    List<StatRecord> shown = found.subList(0, Math.min(limit, found.size()));
    return new Page(oldestId(), nextId - 1, gap, found.size() > limit, shown);
  }

  private long oldestId() {
    return records.isEmpty() ? -1 : records.getFirst().id();
  }

  @Override
  public synchronized Optional<StatRecord> newest(RecordType type) {
    return records.reversed().stream().filter(kept -> kept.type() == type).findFirst();
  }
}
