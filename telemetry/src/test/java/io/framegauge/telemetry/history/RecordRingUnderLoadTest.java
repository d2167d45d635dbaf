package io.framegauge.telemetry.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.RecordType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A thread for each lane writes at full speed while another one reads.
class RecordRingUnderLoadTest {
  private static final Executor OWN_THREAD = task -> Thread.ofPlatform().daemon().start(task);
  private static final int EACH = 100_000;
  private static final int READERS = 4;

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

  @Test
  void shouldLetAReaderReadEachRecordExactlyOnce() throws Exception {
    Ring ring = new Ring(2 * EACH);
    Follower follower = new Follower();

    follower.followUntil(
        ring.history, writing(ring, RecordType.FRAME), writing(ring, RecordType.TIMESTAMP));

    assertThat(follower.wrong()).isEmpty();
    assertThat(follower.gaps()).isZero();
    assertThat(follower.skipped()).isZero();
    assertThat(follower.records()).isEqualTo(2L * EACH);
    assertThat(follower.lastId()).isEqualTo(2L * EACH - 1);
    assertThat(follower.nextOfLane()).containsExactly(2L * EACH, 2L * EACH + 1);
  }

  @Test
  void shouldNeverGiveAnyOfManyReadersATornRecord() throws Exception {
    Ring ring = new Ring(3);
    CompletableFuture<?>[] writers = {
      writing(ring, RecordType.FRAME), writing(ring, RecordType.TIMESTAMP)
    };
    List<Follower> followers = Stream.generate(Follower::new).limit(READERS).toList();
    List<CompletableFuture<Void>> readers =
        followers.stream()
            .map(follower ->
                CompletableFuture.runAsync(
                    () -> follower.followUntil(ring.history, writers), OWN_THREAD))
            .toList();

    CompletableFuture.allOf(readers.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);

    for (Follower follower : followers) {
      assertThat(follower.wrong()).isEmpty();
      assertThat(follower.lastId()).isEqualTo(2L * EACH - 1);
      assertThat(follower.records() + follower.skipped()).isEqualTo(2L * EACH);
    }
  }

  @Test
  void shouldTellAReaderThatItWasOverrunAndNeverGiveItATornRecord() throws Exception {
    Ring ring = new Ring(20);
    Follower follower = new Follower();

    follower.followUntil(
        ring.history, writing(ring, RecordType.FRAME), writing(ring, RecordType.TIMESTAMP));

    assertThat(follower.wrong()).isEmpty();
    assertThat(follower.lastId()).isEqualTo(2L * EACH - 1);
    assertThat(follower.records() + follower.skipped()).isEqualTo(2L * EACH);
    assertThat(follower.skipped()).isPositive();
    assertThat(follower.gaps()).isPositive();
  }
}
