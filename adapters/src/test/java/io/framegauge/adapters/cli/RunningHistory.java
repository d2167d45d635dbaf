package io.framegauge.adapters.cli;

import io.framegauge.telemetry.history.History;
import io.framegauge.telemetry.history.Page;
import io.framegauge.telemetry.record.LiveCounts;
import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StatRecord;
import io.framegauge.telemetry.zeromq.HistoryInfo;
import io.framegauge.telemetry.zeromq.HistoryServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/// A history in memory that a real server answers from. Its run and its ids can be changed at any
/// time, also in the middle of a query.
final class RunningHistory implements History, AutoCloseable {
  private final HistoryServer server;
  private volatile String run = "run-1";
  private volatile long oldestId;
  private volatile long newestId = -1;
  private volatile Runnable afterQuery = () -> {};

  private RunningHistory(String endpoint) {
    server = HistoryServer.start(endpoint, this, this::info);
  }

  static RunningHistory on(String endpoint) {
    return new RunningHistory(endpoint);
  }

  static RunningHistory start() {
    return on("tcp://127.0.0.1:*");
  }

  String endpoint() {
    return server.endpoint();
  }

  /// Keeps the records of these ids.
  RunningHistory keep(long oldest, long newest) {
    oldestId = oldest;
    newestId = newest;
    return this;
  }

  /// Starts a new run with records of these ids.
  RunningHistory restart(String newRun, long oldest, long newest) {
    run = newRun;
    return keep(oldest, newest);
  }

  /// Does something once, after the next answer was made.
  void afterNextQuery(Runnable action) {
    afterQuery =
        () -> {
          afterQuery = () -> {};
          action.run();
        };
  }

  @Override
  public Page latest(int count, long beforeId) {
    return backwards(count, beforeId, ts -> true);
  }

  @Override
  public Page window(long fromMillis, long toMillis, int limit, long beforeId) {
    return backwards(limit, beforeId, ts -> ts >= fromMillis && ts < toMillis);
  }

  private Page backwards(int limit, long beforeId, Predicate<Long> wanted) {
    List<StatRecord> all =
        LongStream.rangeClosed(oldestId, Math.min(newestId, beforeId - 1))
            .mapToObj(SampleRecords::numbered)
            .filter(r -> wanted.test(r.tsMillis()))
            .toList()
            .reversed();
    boolean more = all.size() > limit;
    return answer(
        new Page(oldestId, newestId, false, more, all.subList(0, Math.min(limit, all.size()))));
  }

  @Override
  public Page newerThan(long id, int limit) {
    List<StatRecord> all =
        LongStream.rangeClosed(Math.max(id + 1, oldestId), newestId)
            .mapToObj(SampleRecords::numbered)
            .toList();
    boolean gap = id > newestId || id + 1 < oldestId;
    return answer(
        new Page(
            oldestId,
            newestId,
            gap,
            all.size() > limit,
            all.subList(0, Math.min(limit, all.size()))));
  }

  private Page answer(Page page) {
    afterQuery.run();
    return page;
  }

  @Override
  public Optional<StatRecord> newest(RecordType type) {
    return Optional.empty();
  }

  private HistoryInfo info() {
    return new HistoryInfo(
        "city-traffic",
        run,
        1,
        0,
        PipelineState.RUNNING,
        Map.of(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        100,
        new LiveCounts(0, 0, 0, List.of()),
        Map.of());
  }

  @Override
  public void close() {
    server.close();
  }
}
