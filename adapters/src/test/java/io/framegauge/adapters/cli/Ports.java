package io.framegauge.adapters.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;

/// Ports of the loopback interface that were free a moment ago.
///
/// @param web HTTP
/// @param history ZeroMQ queries
/// @param stream ZeroMQ stream
record Ports(int web, int history, int stream) {
  static Ports free() {
    try (ServerSocket web = bind(0);
        ServerSocket history = bind(0);
        ServerSocket stream = bind(0)) {
      return new Ports(web.getLocalPort(), history.getLocalPort(), stream.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Takes a port of the loopback interface, as another program would.
  static ServerSocket bind(int port) {
    try {
      return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The variables that make a module use them.
  Map<String, String> environment() {
    return Map.of(
        "WEBSERVER_PORT", Integer.toString(web),
        "HISTORY_ENDPOINT", endpoint(),
        "HISTORY_STREAM_ENDPOINT", streamEndpoint());
  }

  String endpoint() {
    return "tcp://127.0.0.1:" + history;
  }

  String streamEndpoint() {
    return "tcp://127.0.0.1:" + stream;
  }

  /// A page of the HTTP server.
  URI page(String path) {
    return URI.create("http://127.0.0.1:" + web + path);
  }
}
