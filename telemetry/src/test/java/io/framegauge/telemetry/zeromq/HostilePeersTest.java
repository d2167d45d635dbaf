package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

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
/// Bounded by the servers, for each connection: the size of a frame (64 KiB), the frames of a
/// message (4), the requests that wait (8), the answers that wait (16 of at most 1 MiB), the records
/// that wait for a subscriber (1,000), the time of a handshake (2 s). Not bounded: the number of
/// connections, but by the process's open files; nor how often peers ask, so that a flood of good
/// queries takes the time of one core. This is why both sockets stay on the loopback interface.
@Timeout(120)
class HostilePeersTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final long MIB = 1024 * 1024;

  private final RecordedRun run = new RecordedRun("6f0c", 100).cut(10);
  private HistoryServer server;
  private HistoryPublisher publisher;
  private final List<RawPeer> peers = new ArrayList<>();

  enum Attack {
    NEGATIVE_SIZE(peer -> peer.shakenSend(RawPeer.header(0, -1), RawPeer.header(0, Long.MIN_VALUE))),
    NEGATIVE_SIZE_IN_HANDSHAKE(
        peer -> peer.send(RawPeer.greeting()).send(RawPeer.header(RawPeer.COMMAND, -5))),
    SIZE_OF_2_GIB(peer -> peer.shakenSend(RawPeer.header(0, Integer.MAX_VALUE), new byte[10])),
    SIZE_OF_2_GIB_IN_HANDSHAKE(
        peer -> peer.send(RawPeer.greeting()).send(RawPeer.header(4, Integer.MAX_VALUE))),
    SIZE_OF_100_MB(peer -> peer.shakenSend(RawPeer.header(0, 100_000_000), new byte[65_536])),
    LARGEST_SIZE(peer -> peer.shakenSend(RawPeer.header(0, Long.MAX_VALUE), new byte[10])),
    ANNOUNCED_AND_NEVER_SENT(peer -> peer.shakenSend(RawPeer.header(0, 65_536), new byte[10])),
    HTTP(peer -> peer.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n" + "x".repeat(5000))),
    OLD_PROTOCOL(peer -> peer.send(new byte[] {1, 0, 3, 1, 'a', 'b', 2, 0, 'x'})),
    ZMTP_2(peer -> peer.send(zmtp2()).send(new byte[] {0, 0, 0, 1, 'x'})),
    BAD_READY(peer -> peer.send(RawPeer.greeting()).send(RawPeer.frame(4, new byte[] {5, 'R', 9}))),
    NO_SOCKET_TYPE(peer -> peer.shakenSend(new byte[] {0, 1, 'x'})),
    WRONG_SOCKET_TYPE(peer -> peer.send(RawPeer.greeting()).send(RawPeer.ready("Socket-Type", "PULL"))),
    PROPERTY_TOO_LONG(
        peer ->
            peer.send(RawPeer.greeting())
                .send(RawPeer.frame(4, "\5READY\4abcd\177\377\377\377".getBytes(ISO)))),
    BOGUS_COMMAND(peer -> peer.shakenSend(RawPeer.frame(4, "\7NOTHING and more".getBytes(ISO)))),
    EMPTY_COMMAND(peer -> peer.shakenSend(RawPeer.frame(4, new byte[0]))),
    SHORT_PING(peer -> peer.shakenSend(RawPeer.frame(4, "\4PING".getBytes(ISO)))),
    LONG_PING(peer -> peer.shakenSend(RawPeer.frame(4, ("\4PING\0\1" + "x".repeat(200)).getBytes(ISO)))),
    SHORT_SUBSCRIBE(peer -> peer.shakenSend(RawPeer.frame(4, "\11SUBSCRIBE".getBytes(ISO)))),
    RESERVED_FLAGS(peer -> peer.shakenSend(RawPeer.frame(0xf8, new byte[] {1, 2, 3}))),
    SECOND_READY(peer -> peer.shakenSend(RawPeer.ready("Socket-Type", "DEALER"))),
    EMPTY_FRAMES(peer -> peer.shakenSend(new byte[20_000])),
    RANDOM(peer -> peer.shakenSend(random()));

    private static final java.nio.charset.Charset ISO = java.nio.charset.StandardCharsets.ISO_8859_1;

    private interface Step {
      void on(Peer peer) throws IOException;
    }

    private final Step step;

    Attack(Step step) {
      this.step = step;
    }

    private static byte[] zmtp2() {
      return Arrays.copyOf(
          ByteBuffer.allocate(12).put((byte) 0xff).putLong(1).put((byte) 0x7f).put((byte) 1).array(),
          12);
    }

    private static byte[] random() {
      byte[] bytes = new byte[100_000];
      new java.util.Random(42).nextBytes(bytes);
      return bytes;
    }
  }

  /// A peer in the midst of an attack; that the server ends the connection early is its good right.
  private record Peer(RawPeer raw, String socketType) {
    Peer send(String text) throws IOException {
      raw.send(text);
      return this;
    }

    Peer send(byte[] bytes) throws IOException {
      raw.send(bytes);
      return this;
    }

    void shakenSend(byte[]... bytes) throws IOException {
      raw.shake("Socket-Type", socketType);
      for (byte[] some : bytes) {
        raw.send(some);
      }
    }
  }

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
  void shouldSurvive(Attack attack) throws Exception {
    long before = usedBytes();
    for (int i = 0; i < 3; i++) {
      attackOn(server.endpoint(), "DEALER", attack);
      attackOn(publisher.endpoint(), "SUB", attack);
    }

    requireHealthy();
    assertThat(usedBytes() - before).isLessThan(30 * MIB);
  }

  private void attackOn(String endpoint, String socketType, Attack attack) throws IOException {
    try {
      attack.step.on(new Peer(connected(endpoint), socketType));
    } catch (SocketException | java.io.EOFException e) {
      assertThat(e).as("the server ended the connection").isNotNull();
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
    byte[] query = "{\"query\":\"latest\",\"count\":1000}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Thread asking =
        Thread.ofPlatform()
            .start(
                () -> {
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
    assertThat(Threads.cpuWithin(Duration.ofMillis(300))).isLessThan(Duration.ofMillis(150));
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
