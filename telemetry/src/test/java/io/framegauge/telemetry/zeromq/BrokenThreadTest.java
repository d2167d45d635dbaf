package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zmq.io.Metadata;

/// Should an I/O thread of JeroMQ die all the same, the socket is opened anew on its port.
@Timeout(60)
class BrokenThreadTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final RecordedRun run = new RecordedRun("6f0c", 100).cut(10);

  /// Lets the I/O thread die with the first frames of peers.
  private static final class Deadly implements FrameRule {
    private final AtomicInteger lives;
    private final Throwable death;

    Deadly(int deaths, Throwable death) {
      lives = new AtomicInteger(deaths);
      this.death = death;
    }

    @Override
    public void check(GuardedFrame frame, Metadata connection) {
      if (lives.getAndDecrement() > 0) {
        if (death instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) death;
      }
    }
  }

  @Test
  void shouldOpenTheSocketAnewWhenItsThreadDied() {
    Deadly rule = new Deadly(2, new OutOfMemoryError("as a test"));
    try (HistoryServer server =
        HistoryServer.start("tcp://127.0.0.1:*", run.history(), run::info, rule)) {
      assertThat(answered(server.endpoint())).isTrue();
      assertThat(answered(server.endpoint())).isTrue();
      assertThat(Threads.historyThreads()).containsExactlyElementsOf(threadsOfOneServer());
    }
    assertThat(rule.lives.get()).as("deaths left").isNotPositive();
    assertThat(Threads.historyThreads()).isEmpty();
  }

  @Test
  void shouldGoOnWhenAFrameCouldNotBeHandled() {
    Deadly rule = new Deadly(2, new IllegalStateException("as a test"));
    try (HistoryServer server =
        HistoryServer.start("tcp://127.0.0.1:*", run.history(), run::info, rule)) {
      assertThat(answered(server.endpoint())).isTrue();
      assertThat(Threads.historyThreads()).containsExactlyElementsOf(threadsOfOneServer());
    }
    assertThat(rule.lives.get()).as("failures left").isNotPositive();
    assertThat(Threads.historyThreads()).isEmpty();
  }

  @Test
  void shouldCloseAtOnceWhileItsThreadIsDead() {
    Deadly rule = new Deadly(Integer.MAX_VALUE, new OutOfMemoryError("as a test"));
    HistoryServer server = HistoryServer.start("tcp://127.0.0.1:*", run.history(), run::info, rule);
    long start;
    try (server) {
      assertThat(once(server.endpoint())).isFalse();
      start = System.nanoTime();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    assertThat(Threads.historyThreads()).isEmpty();
  }

  private static List<String> threadsOfOneServer() {
    return List.of(
        "framegauge-history-server",
        "framegauge-history-server-iothread-2",
        "framegauge-history-server-reaper-1");
  }

  /// Whether there is an answer in the end; a query dies with the thread.
  private static boolean answered(String endpoint) {
    return Threads.await(() -> once(endpoint));
  }

  private static boolean once(String endpoint) {
    try (HistoryClient client = HistoryClient.connect(endpoint, DEADLINE.dividedBy(40))) {
      return client.latest(1).page().newestId() == 9;
    } catch (HistoryException unanswered) {
      return false;
    }
  }
}
