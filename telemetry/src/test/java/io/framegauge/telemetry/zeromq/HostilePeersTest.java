package io.framegauge.telemetry.zeromq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What ends or hangs JeroMQ 0.6.0 must not touch the servers: after each attack on both sockets a
/// query is answered, a subscriber hears, no thread spins and the heap is as it was.
///
/// What is bounded and what is not is said at the package. More connections than the process may
/// open files are not tried here.
@Timeout(120)
class HostilePeersTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final long MIB = 1024 * 1024;

  private final RecordedRun run = new RecordedRun("6f0c", 100).cut(10);
  private HistoryServer server;
  private HistoryPublisher publisher;
  private final List<RawPeer> peers = new ArrayList<>();

  @BeforeEach
  void open() {
    server = run.serve();
    publisher = run.publish();
  }

  @AfterEach
  void close() throws IOException {
    for (RawPeer peer : peers) {
      peer.close();
    }
    publisher.close();
    server.close();
    assertThat(Threads.historyThreads()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void shouldSurviveWithoutOthersNoticing(Attack attack) throws Exception {
    RawPeer client = connected(server.endpoint()).shake("Socket-Type", "DEALER");
    RawPeer subscriber = connected(publisher.endpoint()).shake("Socket-Type", "SUB");
    subscriber.send(RawPeer.frame(0, new byte[] {1}));
    long before = usedBytes();
    for (int i = 0; i < 3; i++) {
      attackOn(server.endpoint(), "DEALER", attack);
      attackOn(publisher.endpoint(), "SUB", attack);
    }

    assertThat(usedBytes() - before).isLessThan(30 * MIB);
    requireHealthy();
    assertThat(subscriber.readFrame()).isEqualTo(RecordedRun.PIPELINE);
    client.send(
        RawPeer.frame(0, "{\"query\":\"newer_than\",\"id\":8,\"limit\":1}".getBytes(UTF_8)));
    assertThat(HistoryJson.read(recordOf(client.readFrame())).id()).isEqualTo(9);
  }

  private static String recordOf(String answer) {
    return answer.substring(answer.indexOf('[') + 1, answer.length() - 2);
  }

  private void attackOn(String endpoint, String socketType, Attack attack) throws IOException {
    try {
      attack.on(connected(endpoint), socketType);
    } catch (SocketException | EOFException e) {
      assertThat(e).as("the server may end the connection").isNotNull();
    }
  }

  @Test
  void shouldDisconnectPeersThatAnnounceTooMuch() throws Exception {
    for (long size : new long[] {65_537, 100_000_000, Integer.MAX_VALUE, Long.MAX_VALUE}) {
      for (String endpoint : List.of(server.endpoint(), publisher.endpoint())) {
        String type = endpoint.equals(server.endpoint()) ? "DEALER" : "SUB";
        RawPeer peer = connected(endpoint).shake("Socket-Type", type);
        assertThat(peer.send(RawPeer.header(0, size)).isDisconnected()).isTrue();
      }
    }
    requireHealthy();
  }

  @Test
  void shouldEndConnectionsThatNeverFinishTheirHandshake() throws Exception {
    List<RawPeer> silent = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      silent.add(connected(server.endpoint()));
      silent.add(connected(publisher.endpoint()));
      silent.getLast().send(Arrays.copyOf(RawPeer.greeting(), i % 64));
    }

    requireHealthy();
    for (RawPeer peer : silent) {
      assertThat(peer.isDisconnected()).isTrue();
    }
    requireHealthy();
  }

  @Test
  void shouldServeWhileManyPeersAreSilent() throws Exception {
    for (int i = 0; i < 150; i++) {
      connected(server.endpoint()).shake("Socket-Type", "DEALER");
      connected(publisher.endpoint()).shake("Socket-Type", "SUB");
    }

    requireHealthy();
  }

  @Test
  void shouldBoundAMessageWithoutEnd() throws Exception {
    long before = usedBytes();

    flood(connected(server.endpoint()).shake("Socket-Type", "DEALER"));
    flood(connected(publisher.endpoint()).shake("Socket-Type", "SUB"));

    assertThat(usedBytes() - before).isLessThan(30 * MIB);
    requireHealthy();
  }

  @Test
  void shouldBoundAMessageWithoutEndWhateverThePeerSaysInItsHandshake() throws Exception {
    long before = usedBytes();

    flood(
        connected(server.endpoint())
            .shake("Socket-Type", "DEALER", "Framegauge-Open-Frames", "-1000000"));

    assertThat(usedBytes() - before).isLessThan(30 * MIB);
    requireHealthy();
  }

  /// 200 MB of one message, in frames of 60 KB.
  private static void flood(RawPeer peer) throws IOException {
    byte[] body = new byte[60_000];
    for (int i = 0; i < 3_400; i++) {
      peer.send(RawPeer.header(RawPeer.MORE, body.length)).send(body);
    }
  }

  @Test
  void shouldBoundSubscriptions() throws Exception {
    long before = usedBytes();
    RawPeer peer = connected(publisher.endpoint()).shake("Socket-Type", "SUB");
    byte[] topic = new byte[50_000];
    topic[0] = 1;
    for (int i = 0; i < 2_000; i++) {
      ByteBuffer.wrap(topic).putInt(1, i);
      peer.send(RawPeer.header(0, topic.length)).send(topic);
    }

    assertThat(usedBytes() - before).isLessThan(30 * MIB);
    requireHealthy();
  }

  @Test
  void shouldAnswerOthersWhileOneAsksAndNeverReads() throws Exception {
    long before = usedBytes();
    RawPeer peer = connected(server.endpoint()).shake("Socket-Type", "DEALER");
    byte[] query = "{\"query\":\"latest\",\"count\":1000}".getBytes(UTF_8);
    Thread asking =
        Thread.ofPlatform()
            .start(() -> {
              try {
                while (true) {
                  peer.send(RawPeer.frame(0, query));
                }
              } catch (IOException closed) {
                // the test has seen enough
              }
            });
    try (HistoryClient client = HistoryClient.connect(server.endpoint(), DEADLINE)) {
      for (int i = 0; i < 20; i++) {
        assertThat(client.latest(1).page().newestId()).isGreaterThanOrEqualTo(9);
      }
    }
    assertThat(usedBytes() - before).isLessThan(60 * MIB);
    peer.close();
    asking.join();
    requireHealthy();
  }

  private RawPeer connected(String endpoint) {
    try {
      RawPeer peer = new RawPeer(endpoint);
      peers.add(peer);
      return peer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void requireHealthy() throws IOException {
    try (HistoryClient client = HistoryClient.connect(server.endpoint(), DEADLINE)) {
      assertThat(client.latest(1).page().newestId()).isEqualTo(newestId());
    }
    try (RawPeer subscriber = new RawPeer(publisher.endpoint()).shake("Socket-Type", "SUB")) {
      subscriber.send(RawPeer.frame(0, new byte[] {1}));
      Thread cutting = Thread.ofPlatform().start(this::cutUntilInterrupted);
      assertThat(subscriber.readFrame()).isEqualTo(RecordedRun.PIPELINE);
      cutting.interrupt();
      cutting.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assertThat(Threads.await(HostilePeersTest::isIdle)).as("the threads come to rest").isTrue();
  }

  private static boolean isIdle() {
    return Threads.cpuWithin(Duration.ofMillis(200)).compareTo(Duration.ofMillis(60)) < 0;
  }

  private void cutUntilInterrupted() {
    try {
      while (true) {
        run.cut();
        Thread.sleep(20);
      }
    } catch (InterruptedException heard) {
      Thread.currentThread().interrupt();
    }
  }

  private long newestId() {
    return run.history().latest(1, Query.NO_BEFORE_ID).newestId();
  }

  private static long usedBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
