package io.framegauge.adapters.transport;

import java.util.List;

/// What a reader got within its time.
public sealed interface Received {
  /// Nothing came.
  record Nothing() implements Received {}

  /// A message; to be acknowledged with [MessageSource#acknowledge] when it is in safe hands.
  ///
  /// @param envelope as it came
  /// @param message that was in it
  /// @param peer who waits for the acknowledgement, as the socket knows it
  record Arrived(Envelope envelope, Message message, List<byte[]> peer) implements Received {
    public Arrived {
      peer = List.copyOf(peer);
    }
  }

  /// Something that is not wanted or not understood. The peer was told where it waits for that.
  ///
  /// @param detail what was wrong with it
  record Rejected(Rejection reason, String detail) implements Received {}
}
