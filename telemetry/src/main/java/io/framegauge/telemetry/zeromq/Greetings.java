package io.framegauge.telemetry.zeromq;

import org.zeromq.ZEvent;
import org.zeromq.ZMQ;

/// Sees why connections end before they carry a message.
final class Greetings {
  /// Events that [#failure] understands.
  static final int EVENTS =
      ZMQ.EVENT_DISCONNECTED | ZMQ.HANDSHAKE_FAILED_PROTOCOL | ZMQ.HANDSHAKE_FAILED_AUTH;

  /// How the first exchange with a peer can fail.
  enum Failure {
    NONE,
    /// The peer speaks another security mechanism, or no ZeroMQ at all.
    MECHANISM,
    /// The peer encrypts with another key than it was thought to have.
    KEYS,
    /// The server does not allow this client.
    NOT_ALLOWED,
    /// Not told; the connection has ended, perhaps after it was used.
    ENDED
  }

  private Greetings() {}

  /// Called by the I/O thread, from within the event.
  static Failure failure(ZEvent event) {
    return switch (event.getEvent()) {
      case HANDSHAKE_FAILED_AUTH -> Failure.NOT_ALLOWED;
      case HANDSHAKE_FAILED_PROTOCOL -> Failure.KEYS;
      case DISCONNECTED -> whileGreeting() ? Failure.MECHANISM : Failure.ENDED;
      default -> Failure.NONE;
    };
  }

  /// JeroMQ has no event for a peer with another mechanism, but it ends such a connection from
  /// within the method that reads greetings.
  private static boolean whileGreeting() {
    return StackWalker.getInstance()
        .walk(frames -> frames.anyMatch(frame -> frame.getMethodName().equals("handshake")));
  }
}
