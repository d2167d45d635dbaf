package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a hostile peer does ends its own connection at most: a peer that was connected before all
/// the attacks is answered over that same connection after each of them, so that no thread of
/// ZeroMQ has died and been replaced.
@Timeout(90)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BystandersTest {
  private static final String ATTACKS = "io.framegauge.telemetry.zeromq.Attacks#";
  private static final byte[] ASK =
      RawPeer.frame("{\"query\":\"latest\",\"count\":0}".getBytes(StandardCharsets.UTF_8), false);

  private final HistoryServer server =
      HistoryServer.start(
          "tcp://127.0.0.1:*", MemoryHistory.of(10, 3), () -> MemoryHistory.info("r1"));
  private final RawPeer bystander = RawPeer.shakenHands(server.endpoint(), "DEALER");

  @BeforeAll
  void beAnswered() {
    requireAnswer();
  }

  @AfterAll
  void close() {
    bystander.close();
    server.close();
    Threads.awaitNone("framegauge-history", "framegauge-zeromq");
  }

  private void requireAnswer() {
    bystander.send(ASK);
    int size = bystander.read(2)[1];
    assertThat(new String(bystander.read(size), StandardCharsets.UTF_8))
        .contains("count must be >= 1: count=0");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(ATTACKS + "frames")
  void shouldNotNoticeFrames(String name, Consumer<RawPeer> attack) {
    try (RawPeer peer = RawPeer.shakenHands(server.endpoint(), "DEALER")) {
      attack.accept(peer);
      requireAnswer();
    }
    requireAnswer();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(ATTACKS + "greetings")
  void shouldNotNoticeGreetings(String name, Consumer<RawPeer> attack) {
    try (RawPeer peer = RawPeer.connect(server.endpoint())) {
      attack.accept(peer);
      requireAnswer();
    }
    requireAnswer();
  }

  /// The bound of a message's frames is kept in a table that the peer's handshake fills as well.
  @Test
  void shouldBoundAMessageWhateverThePeerSaysInItsHandshake() {
    byte[] large = RawPeer.frame(new byte[60_000], true);
    long before = used();
    try (RawPeer peer =
        RawPeer.shakenHands(server.endpoint(), "DEALER", "Framegauge-Open-Frames", "-1000000")) {
      for (int i = 0; i < 3_000; i++) { // 180 MB
        peer.send(large);
      }
      assertThat(used() - before).isLessThan(48L * 1024 * 1024);
      requireAnswer();
    }
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
