package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

import com.neilalexander.jnacl.crypto.curve25519xsalsa20poly1305;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.ZMQ;
import zmq.io.mechanism.curve.Curve;

/// Peers that know the server's public key, as anybody may, and go as far into the handshake as
/// that gets them.
@Timeout(60)
class StrangerTest {
  /// JeroMQ decrypts the third command of the handshake into a buffer of a fixed size.
  @ParameterizedTest
  @ValueSource(ints = {0, 144, 400, 401, 5_000, 60_000})
  void shouldOutliveAnInitiateOfAnySize(int boxBytes, @TempDir Path folder) {
    Certificates keys = Certificates.create(folder);
    MemoryHistory history = MemoryHistory.of(10, 3);
    byte[] serverKey =
        ZMQ.Curve.z85Decode(KeyFile.publicKey("server", folder.resolve("server.key")));
    try (HistoryServer server =
            HistoryServer.start(keys.config(), history, () -> MemoryHistory.info("r1"));
        HistoryPublisher publisher =
            HistoryPublisher.start(keys.config(), history, "city-traffic", "r1")) {
      for (int i = 0; i < 20; i++) {
        initiate(server.endpoint(), serverKey, boxBytes);
        initiate(publisher.endpoint(), serverKey, boxBytes);
      }
      try (RawPeer stays = initiated(server.endpoint(), serverKey, boxBytes)) {
        stays.trySend(new byte[100_000]);
        requireAnswer(server.endpoint(), keys);
        Threads.awaitIdle("framegauge-history");
      }
    }
    Threads.awaitNone("framegauge-history", "framegauge-zeromq");
  }

  private static void requireAnswer(String endpoint, Certificates keys) {
    try (HistoryClient client =
        HistoryClient.connect(endpoint, Duration.ofSeconds(20), keys.of("first", "server"))) {
      assertThat(client.latest(1).run()).isEqualTo("r1");
    }
  }

  private static void initiate(String endpoint, byte[] serverKey, int boxBytes) {
    initiated(endpoint, serverKey, boxBytes).close();
  }

  private static RawPeer initiated(String endpoint, byte[] serverKey, int boxBytes) {
    byte[][] own = new Curve().keypair();
    RawPeer peer = RawPeer.greetedWithKeys(endpoint);
    peer.send(RawPeer.command(hello(serverKey, own)));
    byte[] welcome = Arrays.copyOfRange(peer.read(2 + 168), 2, 170);
    byte[] box = RawPeer.concat(new byte[16], Arrays.copyOfRange(welcome, 24, 168));
    byte[] nonce = RawPeer.concat(ascii("WELCOME-"), Arrays.copyOfRange(welcome, 8, 24));
    byte[] opened = new byte[box.length];
    int code =
        curve25519xsalsa20poly1305.crypto_box_open(
            opened, box, box.length, nonce, serverKey, own[1]);
    assertThat(code).as("the server's welcome can be read").isZero();
    byte[] cookie = Arrays.copyOfRange(opened, 64, 160);
    byte[] body =
        RawPeer.concat(
            ascii("\bINITIATE"), cookie, new byte[] {0, 0, 0, 0, 0, 0, 0, 2}, new byte[boxBytes]);
    byte[] header = ByteBuffer.allocate(9).put((byte) 6).putLong(body.length).array();
    peer.trySend(RawPeer.concat(header, body));
    return peer;
  }

  private static byte[] hello(byte[] serverKey, byte[][] own) {
    byte[] shortNonce = {0, 0, 0, 0, 0, 0, 0, 1};
    byte[] box = new byte[96];
    byte[] nonce = RawPeer.concat(ascii("CurveZMQHELLO---"), shortNonce);
    assertThat(new Curve().box(box, new byte[96], 96, nonce, serverKey, own[1])).isZero();
    return RawPeer.concat(
        ascii("\u0005HELLO\u0001\u0000"),
        new byte[72],
        own[0],
        shortNonce,
        Arrays.copyOfRange(box, 16, 96));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
