package io.framegauge.telemetry.zeromq;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;

/// What a peer may send to hurt a ZeroMQ socket.
enum Attack {
  NEGATIVE_SIZE(peer -> peer.afterHandshake(RawPeer.header(0, -1), RawPeer.header(0, -1))),
  SMALLEST_SIZE(peer -> peer.afterHandshake(RawPeer.header(0, Long.MIN_VALUE), new byte[9])),
  NEGATIVE_SIZE_IN_HANDSHAKE(
      peer -> peer.send(RawPeer.greeting(), RawPeer.header(RawPeer.COMMAND, -5), new byte[20])),
  SIZE_OF_2_GIB(peer -> peer.afterHandshake(RawPeer.header(0, Integer.MAX_VALUE), new byte[10])),
  SIZE_OF_2_GIB_IN_HANDSHAKE(
      peer -> peer.send(RawPeer.greeting(), RawPeer.header(RawPeer.COMMAND, Integer.MAX_VALUE))),
  SIZE_OF_100_MB(peer -> peer.afterHandshake(RawPeer.header(0, 100_000_000), new byte[65_536])),
  LARGEST_SIZE(peer -> peer.afterHandshake(RawPeer.header(0, Long.MAX_VALUE), new byte[10])),
  ANNOUNCED_AND_NEVER_SENT(peer -> peer.afterHandshake(RawPeer.header(0, 65_536), new byte[10])),
  HTTP(peer -> peer.send(text("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n" + "x".repeat(5000)))),
  ZMTP_1(peer -> peer.send(new byte[] {1, 0, 3, 1, 'a', 'b', 2, 0, 'x'})),
  ZMTP_2(peer -> peer.send(greeting(1), new byte[] {0, 0, 0, 1, 'x'})),
  WRONG_MECHANISM(peer -> peer.send(plainGreeting(), new byte[40])),
  BAD_READY(peer -> peer.send(RawPeer.greeting(), command("\5R\t"))),
  NO_SOCKET_TYPE(peer -> peer.send(RawPeer.greeting(), RawPeer.ready(), new byte[] {0, 1, 'x'})),
  WRONG_SOCKET_TYPE(
      peer -> peer.send(RawPeer.greeting(), RawPeer.ready("Socket-Type", "PULL"), new byte[40])),
  PROPERTY_TOO_LONG(
      peer -> peer.send(RawPeer.greeting(), command("\5READY\4abcd\177\377\377\377"))),
  PROPERTY_OF_NEGATIVE_SIZE(
      peer -> peer.send(RawPeer.greeting(), command("\5READY\4abcd\377\377\377\377"))),
  BOGUS_COMMAND(peer -> peer.afterHandshake(command("\7NOTHING and more"))),
  EMPTY_COMMAND(peer -> peer.afterHandshake(command(""))),
  SHORT_PING(peer -> peer.afterHandshake(command("\4PING"))),
  LONG_PING(peer -> peer.afterHandshake(command("\4PING\0\1" + "x".repeat(200)))),
  SHORT_SUBSCRIBE(peer -> peer.afterHandshake(command("\11SUBSCRIBE"))),
  ERROR_COMMAND(peer -> peer.afterHandshake(command("\5ERROR\377"))),
  RESERVED_FLAGS(peer -> peer.afterHandshake(RawPeer.frame(0xf8, new byte[] {1, 2, 3}))),
  SECOND_READY(peer -> peer.afterHandshake(RawPeer.ready("Socket-Type", "DEALER"))),
  EMPTY_FRAMES(peer -> peer.afterHandshake(new byte[20_000])),
  RANDOM(peer -> peer.afterHandshake(random())),
  RANDOM_AT_ONCE(peer -> peer.send(random()));

  private interface Step {
    void on(Peer peer) throws IOException;
  }

  private record Peer(RawPeer raw, String socketType) {
    void send(byte[]... bytes) throws IOException {
      for (byte[] some : bytes) {
        raw.send(some);
      }
    }

    void afterHandshake(byte[]... bytes) throws IOException {
      raw.shake("Socket-Type", socketType);
      send(bytes);
    }
  }

  @SuppressWarnings("ImmutableEnumChecker") // each step is a lambda without state
  private final Step step;

  Attack(Step step) {
    this.step = step;
  }

  /// Sends it. The other side may end the connection before all is sent.
  ///
  /// @param socketType what the peer claims to be in its handshake
  void on(RawPeer peer, String socketType) throws IOException {
    step.on(new Peer(peer, socketType));
  }

  private static byte[] command(String body) {
    return RawPeer.frame(RawPeer.COMMAND, text(body));
  }

  private static byte[] text(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static byte[] greeting(int version) {
    ByteBuffer greeting = ByteBuffer.allocate(12).put((byte) 0xff).putLong(1).put((byte) 0x7f);
    return greeting.put((byte) version).put((byte) 5).array();
  }

  private static byte[] plainGreeting() {
    return ByteBuffer.wrap(RawPeer.greeting()).position(12).put(text("PLAIN")).array();
  }

  private static byte[] random() {
    byte[] bytes = new byte[100_000];
    new Random(42).nextBytes(bytes);
    return bytes;
  }
}
