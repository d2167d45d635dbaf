package io.framegauge.telemetry.zeromq;

import java.nio.file.Path;

/// What a client needs to ask a server that has CURVE keys. Immutable.
public final class ClientKeys {
  private final String serverKey;
  private final KeyPair own;

  ClientKeys(String serverKey, KeyPair own) {
    this.serverKey = serverKey;
    this.own = own;
  }

  /// Reads certificate files as pyzmq's `zmq.auth.create_certificates` writes them.
  ///
  /// @param serverKey the server's public key
  /// @param clientKey the client's public and secret key; accessible to its owner only
  /// @throws HistoryException if a file cannot be used; it names the command line's option
  public static ClientKeys read(Path serverKey, Path clientKey) {
    return new ClientKeys(
        KeyFile.publicKey("--server-key", serverKey), KeyFile.pair("--client-key", clientKey));
  }

  String serverKey() {
    return serverKey;
  }

  KeyPair own() {
    return own;
  }
}
