package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zmq.io.Metadata;

/// Should an I/O thread of JeroMQ die all the same, the socket is opened anew on its port.
@Timeout(60)
class BrokenThreadTest {
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
      awaitAnswer(server.endpoint());
      awaitAnswer(server.endpoint());
    }
    assertThat(rule.lives.get()).as("deaths left").isNotPositive();
    Threads.awaitNone("framegauge-history", "framegauge-zeromq");
  }

  @Test
  void shouldGoOnWhenAFrameCouldNotBeHandled() {
    Deadly rule = new Deadly(2, new IllegalStateException("as a test"));
    try (HistoryServer server =
        HistoryServer.start("tcp://127.0.0.1:*", run.history(), run::info, rule)) {
      awaitAnswer(server.endpoint());
    }
    assertThat(rule.lives.get()).as("failures left").isNotPositive();
    Threads.awaitNone("framegauge-history", "framegauge-zeromq");
  }

  @Test
  void shouldCloseWhileItsThreadIsDead() {
    Deadly rule = new Deadly(Integer.MAX_VALUE, new OutOfMemoryError("as a test"));
    HistoryServer server = HistoryServer.start("tcp://127.0.0.1:*", run.history(), run::info, rule);
    try (server) {
      assertThat(once(server.endpoint())).isFalse();
    }
    Threads.awaitNone("framegauge-history", "framegauge-zeromq");
  }

  /// A query dies with the thread; another one is answered.
  private static void awaitAnswer(String endpoint) {
    Threads.await("an answer", () -> once(endpoint));
  }

  private static boolean once(String endpoint) {
    try (HistoryClient client = HistoryClient.connect(endpoint, Duration.ofMillis(500))) {
      return client.latest(1).page().newestId() == 9;
    } catch (HistoryException unanswered) {
      return false;
    }
  }
}
