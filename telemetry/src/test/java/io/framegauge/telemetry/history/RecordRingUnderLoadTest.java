package io.framegauge.telemetry.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StatRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A thread for each lane writes at full speed while another one reads.
class RecordRingUnderLoadTest {
  private static final Executor OWN_THREAD = task -> Thread.ofPlatform().daemon().start(task);
  private static final int EACH = 100_000;

  /// Frame records have even timestamps and timestamp records odd ones, both in order.
  private static CompletableFuture<Void> writing(Ring ring, RecordType type) {
    return CompletableFuture.runAsync(
        () -> {
          for (long i = 0; i < EACH; i++) {
            ring.write(type, 2 * i + (type == RecordType.FRAME ? 0 : 1));
          }
        },
        OWN_THREAD);
  }

  /// Follows a history as a client does, and remembers what was wrong.
  private static final class Follower {
    final List<String> wrong = new ArrayList<>();
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

    void followUntil(History history, CompletableFuture<?>... writers) throws Exception {
      CompletableFuture<Void> all = CompletableFuture.allOf(writers);
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!all.isDone() && System.nanoTime() < deadline) {
        follow(history);
      }
      all.get(1, TimeUnit.SECONDS);
      follow(history);
    }
  }

  @Test
  void shouldLetAReaderReadEachRecordExactlyOnce() throws Exception {
    Ring ring = new Ring(2 * EACH);
    Follower follower = new Follower();

    follower.followUntil(
        ring.history, writing(ring, RecordType.FRAME), writing(ring, RecordType.TIMESTAMP));

    assertThat(follower.wrong).isEmpty();
    assertThat(follower.gaps).isZero();
    assertThat(follower.skipped).isZero();
    assertThat(follower.records).isEqualTo(2L * EACH);
    assertThat(follower.lastId).isEqualTo(2L * EACH - 1);
    assertThat(follower.nextOfLane).containsExactly(2L * EACH, 2L * EACH + 1);
  }

  @Test
  void shouldTellAReaderThatItWasOverrunAndNeverGiveItATornRecord() throws Exception {
    Ring ring = new Ring(20);
    Follower follower = new Follower();

    follower.followUntil(
        ring.history, writing(ring, RecordType.FRAME), writing(ring, RecordType.TIMESTAMP));

    assertThat(follower.wrong).isEmpty();
    assertThat(follower.lastId).isEqualTo(2L * EACH - 1);
    assertThat(follower.records + follower.skipped).isEqualTo(2L * EACH);
    assertThat(follower.skipped).isPositive();
    assertThat(follower.gaps).isPositive();
  }
}
