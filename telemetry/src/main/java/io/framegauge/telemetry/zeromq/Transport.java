package io.framegauge.telemetry.zeromq;

import java.util.List;
import java.util.Optional;

/// A ZeroMQ socket as the rest of this package sees it. One thread at a time.
interface Transport extends AutoCloseable {
  /// Where it is bound or connected, with the port that was chosen.
  Endpoint endpoint();

  /// Waits until the peer of a connecting socket is there; false when it is not within the time. To
  /// be called before sending; a bound socket does not wait.
  boolean awaitPeer(int timeoutMillis);

  /// What keeps a connecting socket from its peer, if the peer was reached. Any thread.
  Optional<String> objection();

  /// The frames of the next message; empty when none came within the time or the wait was
  /// interrupted.
  List<byte[]> receive(int timeoutMillis);

  /// Queues a message.
  ///
  /// @return false when the peer is gone or does not read
  boolean send(List<byte[]> frames);

  /// Takes in what peers have done (joined, left, subscribed) on a socket that only sends.
  void tend();

  /// Whether the machinery below has broken, so that it must be opened anew. Any thread.
  boolean failed();

  /// Gives what is queued its bounded time to leave, then frees everything.
  @Override
  void close();
}
