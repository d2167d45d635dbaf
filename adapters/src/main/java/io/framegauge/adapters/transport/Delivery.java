package io.framegauge.adapters.transport;

import java.util.Locale;

/// How an attempt to send ended.
public enum Delivery {
  /// The socket has it; this kind of message is not acknowledged.
  SENT,
  /// The peer has acknowledged it.
  ACKNOWLEDGED,
  /// There is no peer, or it does not read. Nothing was sent.
  SEND_TIMEOUT,
  /// The peer may have it, but did not say so.
  ACKNOWLEDGE_TIMEOUT,
  /// The peer said something else than that it has it.
  REFUSED;

  /// Whether the message is the peer's now.
  public boolean isDone() {
    return this == SENT || this == ACKNOWLEDGED;
  }

  /// As users see it.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
