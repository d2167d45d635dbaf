package io.framegauge.adapters.transport;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The types of sockets by their names in an endpoint.
public enum SocketKind {
  /// Reads what is published; nothing is acknowledged.
  SUB(true),
  /// Reads from dealers; the end of a stream is acknowledged.
  ROUTER(true),
  /// Reads from requesters; each message is acknowledged.
  REP(true),
  /// Publishes; nobody tells whether it arrived.
  PUB(false),
  /// Writes to a router; the end of a stream is acknowledged.
  DEALER(false),
  /// Writes to a replier; each message is acknowledged.
  REQ(false);

  private final boolean reads;

  SocketKind(boolean reads) {
    this.reads = reads;
  }

  /// Whether it reads; else it writes.
  public boolean reads() {
    return reads;
  }

  /// Its name in an endpoint.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<SocketKind> of(boolean reads) {
    return Arrays.stream(values()).filter(kind -> kind.reads == reads).toList();
  }

  static String labels(List<SocketKind> kinds) {
    return kinds.stream().map(SocketKind::label).collect(Collectors.joining(", "));
  }
}
