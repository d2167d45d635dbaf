package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A process with 64 MiB of heap must live through all of these.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmallHeapTest {
  private static final int MB = 1_000_000;

  private final SmallHeapServer servers = SmallHeapServer.start();

  @AfterAll
  void end() {
    servers.close();
  }

  private void requireAlive() {
    servers.requireAnswer(Optional.empty());
    try (RawPeer subscriber = RawPeer.shakenHands(servers.streamEndpoint(), "SUB")) {
      subscriber.send(RawPeer.frame(Attacks.subscription("city"), false));
      assertThat(subscriber.read(14)).endsWith("city-traffic".getBytes(StandardCharsets.UTF_8));
    }
  }

  private RawPeer peer(String kind) {
    return kind.equals("SUB") || kind.equals("XSUB")
        ? RawPeer.shakenHands(servers.streamEndpoint(), kind)
        : RawPeer.shakenHands(servers.endpoint(), kind);
  }

  @ParameterizedTest
  @CsvSource({"DEALER", "REQ", "SUB", "XSUB"})
  void shouldBoundAMessageOfEndlessFrames(String kind) {
    byte[] frame = RawPeer.frame(new byte[60_000], true);
    try (RawPeer peer = peer(kind)) {
      for (int sent = 0; sent < 300 * MB; sent += frame.length) {
        peer.send(frame);
      }
      requireAlive();
    }
  }

  @ParameterizedTest
  @CsvSource({"DEALER", "SUB"})
  void shouldBoundManyMessages(String kind) {
    byte[] frame = RawPeer.frame(new byte[60_000], false);
    try (RawPeer peer = peer(kind)) {
      for (int sent = 0; sent < 100 * MB; sent += frame.length) {
        peer.send(frame);
      }
      requireAlive();
      assertThat(peer.trySend(frame)).as("not cut off").isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"DEALER", "SUB"})
  void shouldCutOffAFrameOf100Megabytes(String kind) {
    try (RawPeer peer = peer(kind)) {
      byte[] piece = new byte[MB];
      boolean open = peer.trySend(RawPeer.header(100L * MB, false));
      for (int sent = 0; open && sent < 100; sent++) {
        open = peer.trySend(piece);
      }
      assertThat(open).as("still connected after 100 MB").isFalse();
      requireAlive();
    }
  }

  @ParameterizedTest
  @CsvSource({"DEALER", "SUB"})
  void shouldServeAThousandAtOnce(String kind) {
    List<RawPeer> peers = new ArrayList<>();
    byte[] ask = RawPeer.frame(Attacks.text("{\"query\":\"latest\",\"count\":0}"), false);
    byte[] subscribe = RawPeer.frame(Attacks.subscription("city"), false);
    try {
      for (int i = 0; i < 1000; i++) {
        peers.add(peer(kind));
      }
      peers.forEach(peer -> peer.send(kind.equals("SUB") ? subscribe : ask));
      for (RawPeer peer : peers) {
        assertThat(peer.read(14)).isNotEmpty();
      }
      requireAlive();
    } finally {
      peers.forEach(RawPeer::close);
    }
  }

  /// Connected, greeted, and then silent, before and after the handshake.
  @Test
  void shouldServeBesideHalfOpenPeers() {
    List<RawPeer> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        String where = i % 2 == 0 ? servers.endpoint() : servers.streamEndpoint();
        silent.add(RawPeer.connect(where));
        silent.add(RawPeer.connect(where));
        silent.getLast().send(RawPeer.greeting(3));
        silent.add(peer(i % 2 == 0 ? "DEALER" : "SUB"));
        silent.getLast().send(RawPeer.header(60_000, true));
      }
      requireAlive();
    } finally {
      silent.forEach(RawPeer::close);
    }
  }

  /// Clients that are refused come back for ever, so nothing may be left of each.
  @Test
  void shouldKeepNothingOfClientsThatAreRefused(@TempDir Path folder) {
    Certificates keys = Certificates.create(folder);
    try (SmallHeapServer keyed = SmallHeapServer.startWith(keys);
        Python storm =
            Python.start(
                "storm.py",
                "600",
                folder.toString(),
                "stranger",
                "server",
                keyed.endpoint(),
                keyed.streamEndpoint())) {
      assertThat(storm.line()).isEqualTo("done");
      keyed.requireAnswer(keys.of("first", "server"));
    }
  }
}
