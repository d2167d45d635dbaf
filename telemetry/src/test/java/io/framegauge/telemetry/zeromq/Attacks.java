package io.framegauge.telemetry.zeromq;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// What hostile peers send.
final class Attacks {
  private Attacks() {}

  static byte[] subscription(String prefix) {
    return ("\u0001" + prefix).getBytes(StandardCharsets.UTF_8);
  }

  private static Arguments attack(String name, Consumer<RawPeer> attack) {
    return Arguments.of(name, attack);
  }

  /// After the greeting of ZMTP 3.0.
  static Stream<Arguments> frames() {
    byte[] sixBytes = "sixteen bytes...".getBytes(StandardCharsets.US_ASCII);
    return Stream.of(
        attack("size of -1", peer -> peer.send(RawPeer.header(-1, false))),
        attack("size of -1 twice", peer -> peer.send(twice(RawPeer.header(-1, false)))),
        attack("smallest size", peer -> peer.send(RawPeer.header(Long.MIN_VALUE, false))),
        attack("largest size", peer -> peer.send(RawPeer.header(Long.MAX_VALUE, false))),
        attack(
            "size that an int makes negative", peer -> peer.send(RawPeer.header(-7L << 28, true))),
        attack(
            "2^31-1 bytes announced",
            peer -> peer.send(RawPeer.concat(RawPeer.header(Integer.MAX_VALUE, false), sixBytes))),
        attack(
            "100 MB announced",
            peer -> peer.send(RawPeer.concat(RawPeer.header(100_000_000, false), sixBytes))),
        attack("one byte too many", peer -> peer.trySend(RawPeer.frame(new byte[65_537], false))),
        attack("a ping without a body", peer -> peer.send(RawPeer.command(text("\u0004PING")))),
        attack("a short ping", peer -> peer.send(RawPeer.command(text("\u0004PING\u0001")))),
        attack("an unknown command", peer -> peer.send(RawPeer.command(text("\u0004EVIL")))),
        attack("an empty command", peer -> peer.send(RawPeer.command(new byte[0]))),
        attack("half a frame", peer -> peer.send(RawPeer.header(1000, true))),
        attack("noise", peer -> peer.trySend(noise(100_000))));
  }

  /// Instead of the greeting.
  static Stream<Arguments> greetings() {
    return Stream.of(
        attack("HTTP", peer -> peer.send(text("GET / HTTP/1.1\r\nHost: x\r\n\r\n"))),
        attack("noise", peer -> peer.trySend(noise(100_000))),
        attack("ZMTP 1.0 with endless frames", peer -> peer.trySend(endless("\u0002\u0001x"))),
        attack("ZMTP 2.0", peer -> peer.trySend(oldGreeting(1))),
        attack("half a greeting", peer -> peer.send(Arrays.copyOf(RawPeer.greeting(3), 20))),
        attack(
            "another mechanism",
            peer -> {
              byte[] greeting = RawPeer.greeting(3);
              greeting[12] = 'X';
              peer.send(greeting);
            }),
        attack(
            "not READY",
            peer ->
                peer.send(
                    RawPeer.concat(RawPeer.greeting(3), RawPeer.command(text("\u0005STEADY"))))),
        attack(
            "READY with a property of 2 GB",
            peer ->
                peer.send(
                    RawPeer.concat(
                        RawPeer.greeting(3),
                        RawPeer.command(text("\u0005READY\u0001a\u007f\u007f\u007f\u007f"))))),
        attack(
            "a message before READY",
            peer ->
                peer.send(RawPeer.concat(RawPeer.greeting(3), RawPeer.frame(new byte[3], true)))));
  }

  private static byte[] oldGreeting(int version) {
    byte[] greeting = Arrays.copyOf(RawPeer.greeting(version), 12);
    greeting[11] = 5;
    return RawPeer.concat(greeting, new byte[2], endless("\u0001\u0000"));
  }

  static byte[] endless(String frame) {
    return text(frame.repeat(100_000));
  }

  private static byte[] noise(int count) {
    byte[] noise = new byte[count];
    new Random(42).nextBytes(noise);
    return noise;
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] twice(byte[] bytes) {
    return RawPeer.concat(bytes, bytes);
  }
}
