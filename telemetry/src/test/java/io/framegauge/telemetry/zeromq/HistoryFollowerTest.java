package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HistoryFollowerTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration PAUSE = Duration.ofMillis(10);

  @Test
  void shouldFollowRecordsAsTheyCome() {
    MemoryHistory history = MemoryHistory.of(1000, 150);
    try (HistoryServer server = HistoryClientTest.start("tcp://127.0.0.1:*", history, "r1");
        HistoryClient client = HistoryClient.connect(server.endpoint(), LONG)) {
      HistoryFollower follower = client.follow(-1, PAUSE);
      assertThat(next(follower, 150)).isEqualTo(LongStream.range(0, 150).boxed().toList());
      CompletableFuture<Long> waiting = CompletableFuture.supplyAsync(() -> follower.next().id());
      history.add(1);
      assertThat(waiting.join()).isEqualTo(150);
      assertThat(follower.gaps()).isZero();
    }
  }

  @Test
  void shouldTellAFollowerOfGaps() {
    MemoryHistory history = MemoryHistory.of(10, 3);
    try (HistoryServer server = HistoryClientTest.start("tcp://127.0.0.1:*", history, "r1");
        HistoryClient client = HistoryClient.connect(server.endpoint(), LONG)) {
      HistoryFollower follower = client.follow(-1, PAUSE);
      assertThat(next(follower, 3)).containsExactly(0L, 1L, 2L);
      history.add(20);
      assertThat(next(follower, 10)).isEqualTo(LongStream.range(13, 23).boxed().toList());
      assertThat(follower.gaps()).isEqualTo(1);
    }
  }

  @Test
  void shouldFollowAModuleThatStartsAnew() throws IOException {
    String endpoint = HistoryClientTest.freeEndpoint();
    try (HistoryClient client = HistoryClient.connect(endpoint, SHORT)) {
      HistoryFollower follower = client.follow(-1, PAUSE);
      HistoryServer first = HistoryClientTest.start(endpoint, MemoryHistory.of(10, 3), "r1");
      assertThat(next(follower, 3)).containsExactly(0L, 1L, 2L);
      assertThat(follower.run()).isEqualTo("r1");
      first.close();
      assertThatThrownBy(follower::hasNext).hasMessageContaining("no answer from");
      try (HistoryServer second =
          HistoryClientTest.start(endpoint, MemoryHistory.of(10, 5), "r2")) {
        assertThat(second.endpoint()).isEqualTo(endpoint);
        assertThat(next(follower, 5)).containsExactly(0L, 1L, 2L, 3L, 4L);
      }
      assertThat(follower.run()).isEqualTo("r2");
      assertThat(follower.gaps()).isEqualTo(1);
    }
  }

  @Test
  void shouldEndAFollowerWhenClosed() {
    try (HistoryServer server =
        HistoryClientTest.start("tcp://127.0.0.1:*", MemoryHistory.of(10, 0), "r1")) {
      HistoryClient client = HistoryClient.connect(server.endpoint(), LONG);
      HistoryFollower follower = client.follow(-1, Duration.ofSeconds(30));
      CompletableFuture<Boolean> more = CompletableFuture.supplyAsync(follower::hasNext);
      Threads.await("followed", () -> follower.run().equals("r1"));
      client.close();
      assertThat(more.join()).isFalse();
    }
  }

  private static List<Long> next(HistoryFollower follower, int count) {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(Threads.patiently(() -> follower.next().id()));
    }
    return ids;
  }
}
