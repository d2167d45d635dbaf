package io.framegauge.telemetry.history;

import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StatRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Follows a history as a client does, and remembers what was wrong.
final class Follower {
  private final List<String> wrong = new ArrayList<>();
  private final long[] nextOfLane = {0, 1};
  private long lastId = -1;
  private long records;
  private long skipped;
  private long gaps;

  void follow(History history) {
    Page page;
    do {
      page = history.newerThan(lastId, 1_000);
      gaps += page.gap() ? 1 : 0;
      for (StatRecord read : page.records()) {
        check(read);
      }
    } while (page.more());
  }

  private void check(StatRecord read) {
    if (read.id() <= lastId
        || !read.equals(Ring.expected(read.id(), read.type(), read.tsMillis()))) {
      wrong.add("after id " + lastId + ": " + read);
    }
    skipped += read.id() - lastId - 1;
    lastId = read.id();
    records++;
    int lane = read.type() == RecordType.FRAME ? 0 : 1;
    if (read.tsMillis() < nextOfLane[lane]) {
      wrong.add("expected ts " + nextOfLane[lane] + ": " + read);
    }
    nextOfLane[lane] = read.tsMillis() + 2;
  }

  /// Follows until nothing is written any more, and then to the end.
  void followUntil(History history, CompletableFuture<?>... writers) {
    CompletableFuture<Void> all = CompletableFuture.allOf(writers);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!all.isDone() && System.nanoTime() < deadline) {
      follow(history);
    }
    all.orTimeout(1, TimeUnit.SECONDS).join();
    follow(history);
  }

  /// What was torn, or came twice or out of order.
  List<String> wrong() {
    return wrong;
  }

  /// For each lane the least timestamp that may follow.
  long[] nextOfLane() {
    return nextOfLane.clone();
  }

  long lastId() {
    return lastId;
  }

  long records() {
    return records;
  }

  /// Ids that were left out.
  long skipped() {
    return skipped;
  }

  /// Answers that told of a gap.
  long gaps() {
    return gaps;
  }
}
