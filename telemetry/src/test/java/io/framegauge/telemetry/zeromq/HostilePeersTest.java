package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Peers that mean harm, on both sockets: each is answered or cut off, the server goes on, the heap
/// stays bounded.
@TestInstance(Lifecycle.PER_CLASS)
class HostilePeersTest {
  private static final long MIB = 1024 * 1024;
  private static final String ANY_PORT = "tcp://127.0.0.1:*";

  private final MemoryHistory history = MemoryHistory.of(10, 3);
  private final HistoryServer server =
      HistoryServer.start(ANY_PORT, history, () -> MemoryHistory.info("r1"));
  private final HistoryPublisher publisher =
      HistoryPublisher.start(ANY_PORT, history, "city-traffic", "r1");
  private long usedBefore;

  @BeforeAll
  void measureHeap() {
    requireStillThere();
    usedBefore = used();
  }

  @AfterAll
  void close() {
    server.close();
    publisher.close();
    Threads.awaitNone("framegauge-history", "framegauge-zeromq");
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private void requireStillThere() {
    try (HistoryClient client = HistoryClient.connect(server.endpoint(), Duration.ofSeconds(20))) {
      assertThat(client.latest(1).run()).isEqualTo("r1");
    }
    try (RawPeer subscriber = RawPeer.shakenHands(publisher.endpoint(), "SUB")) {
      subscriber.send(RawPeer.frame(Attacks.subscription("city"), false));
      // it may take some records until the subscription is in effect
      try (Records records = Records.every(history, Duration.ofMillis(20))) {
        assertThat(records.isAdding()).isTrue();
        assertThat(subscriber.read(14)).endsWith("city-traffic".getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private void requireBoundedHeap() {
    assertThat((used() - usedBefore) / MIB).as("MiB more than before").isLessThan(48);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.framegauge.telemetry.zeromq.Attacks#frames")
  void shouldSurviveFrames(String name, Consumer<RawPeer> attack) {
    try (RawPeer router = RawPeer.shakenHands(server.endpoint(), "DEALER");
        RawPeer stream = RawPeer.shakenHands(publisher.endpoint(), "SUB")) {
      attack.accept(router);
      attack.accept(stream);
      requireStillThere();
      Threads.awaitIdle("framegauge-history");
    }
    requireBoundedHeap();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.framegauge.telemetry.zeromq.Attacks#greetings")
  void shouldSurviveGreetings(String name, Consumer<RawPeer> attack) {
    try (RawPeer router = RawPeer.connect(server.endpoint());
        RawPeer stream = RawPeer.connect(publisher.endpoint())) {
      attack.accept(router);
      attack.accept(stream);
      requireStillThere();
      Threads.awaitIdle("framegauge-history");
    }
    requireBoundedHeap();
  }

  @Test
  void shouldBoundAMessageOfEndlessFrames() {
    byte[] large = RawPeer.frame(new byte[60_000], true);
    byte[] small = Attacks.twice(Attacks.twice(Attacks.twice(Attacks.endless("\u0001\u0000"))));
    try (RawPeer largeFrames = RawPeer.shakenHands(server.endpoint(), "DEALER");
        RawPeer smallFrames = RawPeer.shakenHands(server.endpoint(), "REQ")) {
      for (int i = 0; i < 5000; i++) { // 300 MB
        largeFrames.send(large);
      }
      for (int i = 0; i < 5; i++) { // 4,000,000 empty frames
        smallFrames.send(small);
      }
      requireBoundedHeap();
      requireStillThere();
      largeFrames.send(RawPeer.frame(new byte[0], false));
      int size = largeFrames.read(2)[1];
      assertThat(new String(largeFrames.read(size), StandardCharsets.UTF_8))
          .contains("a request must be one JSON frame: frames=4");
    }
  }

  @Test
  void shouldBoundWhatAStreamIsSent() {
    byte[] message = RawPeer.frame(new byte[60_000], false);
    Arrays.fill(message, 9, message.length, (byte) 7);
    byte[] unfinished = RawPeer.frame(Attacks.subscription("x".repeat(60_000)), true);
    try (RawPeer peer = RawPeer.shakenHands(publisher.endpoint(), "SUB")) {
      for (int i = 0; i < 2500; i++) { // 300 MB
        peer.send(message);
        peer.send(unfinished);
      }
      for (int i = 0; i < 200_000; i++) { // subscriptions to all kinds of things
        peer.send(RawPeer.frame(Attacks.subscription("topic" + i), false));
      }
      requireBoundedHeap();
      requireStillThere();
    }
  }

  @Test
  void shouldServeWhileHundredsOfPeersSayNothing() {
    List<RawPeer> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 500; i++) {
        silent.add(RawPeer.connect(i % 2 == 0 ? server.endpoint() : publisher.endpoint()));
      }
      requireStillThere();
      requireBoundedHeap();
      silent.getFirst().awaitClosed();
      silent.getLast().awaitClosed();
    } finally {
      silent.forEach(RawPeer::close);
    }
  }

  @Test
  void shouldServeAThousandPeersAtOnce() {
    List<RawPeer> peers = new ArrayList<>();
    byte[] request = RawPeer.frame(Attacks.text("{\"query\":\"latest\",\"count\":0}"), false);
    try {
      for (int i = 0; i < 1000; i++) {
        peers.add(RawPeer.shakenHands(server.endpoint(), "DEALER"));
      }
      peers.forEach(peer -> peer.send(request));
      for (RawPeer peer : peers) {
        assertThat(new String(peer.read(peer.read(2)[1]), StandardCharsets.UTF_8))
            .contains("count must be >= 1: count=0");
      }
      requireBoundedHeap();
    } finally {
      peers.forEach(RawPeer::close);
    }
  }

  @Test
  void shouldServeWhileAPeerAsksAndNeverReads() {
    MemoryHistory large = new MemoryHistory(100, 250);
    large.add(60);
    byte[] request = RawPeer.frame(Attacks.text("{\"query\":\"latest\",\"count\":1000}"), false);
    try (HistoryServer busy = HistoryServer.start(ANY_PORT, large, () -> MemoryHistory.info("r1"));
        RawPeer greedy = RawPeer.shakenHands(busy.endpoint(), "DEALER");
        HistoryClient client = HistoryClient.connect(busy.endpoint(), Duration.ofSeconds(20))) {
      for (int i = 0; i < 200; i++) { // 200 MB of answers
        greedy.send(request);
      }
      assertThat(client.latest(1).run()).isEqualTo("r1");
      requireBoundedHeap();
    }
  }
}
