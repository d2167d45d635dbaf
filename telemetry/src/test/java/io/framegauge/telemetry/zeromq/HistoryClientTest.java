package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.telemetry.record.StageStat;
import io.framegauge.telemetry.record.StatRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class HistoryClientTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration INTERVAL = Duration.ofMillis(5);

  private final RecordedRun run = new RecordedRun("6f0c", 100).cut(10);

  @AfterEach
  void shouldLeaveNoThread() {
    assertThat(Threads.historyThreads()).isEmpty();
  }

  @Test
  void shouldReadWhatTheServerWrites() {
    try (HistoryServer server = run.serve();
        HistoryClient client = HistoryClient.connect(server.endpoint(), LONG)) {
      InfoAnswer info = client.info();
      HistoryAnswer latest = client.latest(3, 8);

      assertThat(info).isEqualTo(new InfoAnswer(run.info(), 0, 9));
      assertThat(latest.pipelineName()).isEqualTo("city-traffic");
      assertThat(latest.run()).isEqualTo("6f0c");
      assertThat(latest.page()).isEqualTo(run.history().latest(3, 8));
      assertThat(latest.page().records().getFirst().stageStats())
          .extracting(StageStat::stageName)
          .containsExactly("decode", "ingress");
    }
  }

  @Test
  void shouldSayWhatTheServerRefused() {
    try (HistoryServer server = run.serve();
        HistoryClient client = HistoryClient.connect(server.endpoint(), LONG)) {
      assertThatThrownBy(() -> client.latest(0))
          .isInstanceOf(HistoryException.class)
          .hasMessage("the history server refused the query: count must be >= 1: count=0");
      assertThat(client.latest(1).page().newestId()).isEqualTo(9);
    }
  }

  @Test
  void shouldSayThatNobodyAnsweredAndRecoverWhenTheServerStarts() throws Exception {
    String endpoint = freeEndpoint();
    try (HistoryClient client = HistoryClient.connect(endpoint, SHORT)) {
      assertThatThrownBy(client::info)
          .isInstanceOf(HistoryException.class)
          .hasMessage("no answer from " + endpoint + " within 0.3 s: is the module running?");
      try (HistoryServer server = run.serve(endpoint)) {
        assertThat(server.endpoint()).isEqualTo(endpoint);
        assertThat(newestOnceAnswered(client)).isEqualTo(9);
      }
    }
  }

  @Test
  void shouldSayWholeSecondsAsSuch() throws Exception {
    String endpoint = freeEndpoint();
    try (HistoryClient client = HistoryClient.connect(endpoint, Duration.ofSeconds(1))) {
      assertThatThrownBy(client::info)
          .hasMessage("no answer from " + endpoint + " within 1 s: is the module running?");
    }
  }

  @Test
  void shouldOutliveARestartOfTheServer() {
    HistoryServer first = run.serve();
    String endpoint = first.endpoint();
    try (HistoryClient client = HistoryClient.connect(endpoint, SHORT)) {
      try (first) {
        assertThat(newestOnceAnswered(client)).isEqualTo(9);
      }
      assertThatThrownBy(client::info).isInstanceOf(HistoryException.class);
      try (HistoryServer second = run.cut(5).serve(endpoint)) {
        assertThat(second.endpoint()).isEqualTo(endpoint);
        assertThat(newestOnceAnswered(client)).isEqualTo(14);
      }
    }
  }

  @Test
  void shouldNotTakeALateAnswerForTheNext() {
    CountDownLatch held = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    try (HistoryServer server =
            HistoryServer.start(
                "tcp://127.0.0.1:*",
                run.history(),
                () -> {
                  if (first.getAndSet(false)) {
                    await(held);
                  }
                  return run.info();
                });
        HistoryClient client = HistoryClient.connect(server.endpoint(), Duration.ofSeconds(5))) {
      HistoryClient hasty = HistoryClient.connect(server.endpoint(), SHORT);
      assertThatThrownBy(() -> hasty.latest(1)).hasMessageStartingWith("no answer from ");
      held.countDown();
      assertThat(hasty.newerThan(4, 1).page().records())
          .extracting(StatRecord::id)
          .containsExactly(5L);
      hasty.close();
      assertThat(client.latest(1).page().newestId()).isEqualTo(9);
    }
  }

  @Test
  void shouldEndAQueryWhenItIsClosed() throws Exception {
    String endpoint = freeEndpoint();
    HistoryClient client = HistoryClient.connect(endpoint, Duration.ofMinutes(5));
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Thread asking =
        Thread.ofPlatform()
            .start(() -> {
              try (client) {
                failure.completeExceptionally(new AssertionError(client.info().toString()));
              } catch (HistoryException e) {
                failure.complete(e);
              }
            });
    assertThat(Threads.await(() -> Threads.historyThreads().size() > 1)).isTrue();

    client.close();

    assertThat(failure.join()).hasMessage("the history client is closed: endpoint=" + endpoint);
    asking.join();
    assertThatThrownBy(client::info)
        .hasMessage("the history client is closed: endpoint=" + endpoint);
  }

  @Test
  void shouldRefuseAnEndpointThatCannotBeAsked() {
    assertThatThrownBy(() -> HistoryClient.connect("tcp://127.0.0.1:*"))
        .hasMessage("must name a host and a port: endpoint=tcp://127.0.0.1:*");
    assertThatThrownBy(() -> HistoryClient.connect("localhost:5557"))
        .hasMessage("must have the form tcp://HOST:PORT: endpoint=localhost:5557");
  }

  @Test
  void shouldFollowAcrossAGapAndANewRun() {
    RecordedRun small = new RecordedRun("one", 10).cut(3);
    HistoryServer first = small.serve();
    try (HistoryClient client = HistoryClient.connect(first.endpoint(), LONG)) {
      HistoryFollower follower = client.follow(-1, INTERVAL);
      try (first) {
        assertThat(next(follower, 3)).containsExactly(0L, 1L, 2L);
        assertThat(follower.gaps()).isZero();
        assertThat(follower.run()).isEqualTo("one");

        small.cut(20);
        assertThat(next(follower, 10))
            .containsExactly(13L, 14L, 15L, 16L, 17L, 18L, 19L, 20L, 21L, 22L);
        assertThat(follower.gaps()).isEqualTo(1);
      }
      // the new run has more records than the old one: only its name tells
      try (HistoryServer second = new RecordedRun("two", 100).cut(40).serve(first.endpoint())) {
        assertThat(second.endpoint()).isEqualTo(first.endpoint());
        assertThat(next(follower, 2)).containsExactly(0L, 1L);
        assertThat(follower.run()).isEqualTo("two");
        assertThat(follower.gaps()).isEqualTo(2);
      }
    }
  }

  @Test
  void shouldStartAnewWhenTheIdIsFromAnotherRun() {
    try (HistoryServer server = run.serve();
        HistoryClient client = HistoryClient.connect(server.endpoint(), LONG)) {
      HistoryFollower follower = client.follow(500, INTERVAL);

      assertThat(next(follower, 2)).containsExactly(0L, 1L);
      assertThat(follower.gaps()).isEqualTo(1);
    }
  }

  @Test
  void shouldGoOnFollowingAfterASilence() throws Exception {
    String endpoint = freeEndpoint();
    try (HistoryClient client = HistoryClient.connect(endpoint, SHORT)) {
      HistoryFollower follower = client.follow(6, INTERVAL);
      assertThatThrownBy(follower::next).hasMessageStartingWith("no answer from ");
      try (HistoryServer server = run.serve(endpoint)) {
        assertThat(newestOnceAnswered(client)).as(server.endpoint()).isEqualTo(9);
        assertThat(next(follower, 3)).containsExactly(7L, 8L, 9L);
      }
    }
  }

  @Test
  void shouldEndAFollowerWhenItsClientIsClosed() throws Exception {
    try (HistoryServer server = run.serve()) {
      HistoryClient client = HistoryClient.connect(server.endpoint(), LONG);
      HistoryFollower follower = client.follow(9, Duration.ofMinutes(5));
      CompletableFuture<Boolean> more = CompletableFuture.supplyAsync(follower::hasNext);
      assertThat(Threads.await(() -> Threads.historyThreads().size() > 3)).isTrue();

      client.close();

      assertThat(ended(more)).isTrue();
    }
  }

  /// A closed client ends a follower between two queries with false, in one with an error.
  private static boolean ended(CompletableFuture<Boolean> more) {
    return !more.exceptionally(failure ->
            !String.valueOf(failure.getMessage()).contains("the history client is closed"))
        .join();
  }

  private static List<Long> next(HistoryFollower follower, int count) {
    List<Long> ids = new ArrayList<>();
    while (ids.size() < count) {
      ids.add(follower.next().id());
    }
    return ids;
  }

  /// The newest id, asked until there is an answer.
  private static long newestOnceAnswered(HistoryClient client) {
    AtomicLong newestId = new AtomicLong(-2);
    assertThat(
            Threads.await(() -> {
              try {
                newestId.set(client.info().newestId());
                return true;
              } catch (HistoryException e) {
                return false;
              }
            }))
        .isTrue();
    return newestId.get();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String freeEndpoint() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return "tcp://127.0.0.1:" + free.getLocalPort();
    }
  }
}
