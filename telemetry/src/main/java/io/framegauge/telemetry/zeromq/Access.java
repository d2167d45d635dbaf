package io.framegauge.telemetry.zeromq;

import java.util.Set;

/// Who may reach a socket of the server.
sealed interface Access {
  /// Whoever is on this machine.
  record Loopback() implements Access {}

  /// Whoever reaches the port, because the configuration says so.
  record Anyone() implements Access {}

  /// Clients with these public keys, over encrypted connections.
  ///
  /// @param server the server's own keys
  /// @param clients public keys in Z85
  record Keys(KeyPair server, Set<String> clients) implements Access {
    public Keys {
      clients = Set.copyOf(clients);
    }
  }
}
