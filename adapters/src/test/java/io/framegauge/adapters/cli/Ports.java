package io.framegauge.adapters.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
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
  /// Below the ports that the system gives to whoever wants any, so that nobody is given one that a
  /// test is about to use; for each of the processes that run tests side by side as many.
  private static final int FIRST = 10_000;

  private static final int MANY = 10_000;
  private static final int BEGIN = FIRST + fork() % 2 * MANY;

  private static int next = (int) (ProcessHandle.current().pid() * 31 % MANY);

  /// Which of the processes that run tests side by side this is; refuses what is no number, since
  /// two of them with the same ports fail only now and then.
  private static int fork() {
    return Integer.parseInt(System.getProperty("framegauge.fork", "1"));
  }

  static Ports free() {
    return new Ports(freePort(), freePort(), freePort());
  }

  private static synchronized int freePort() {
    do {
      next = (next + 1) % MANY;
    } while (!isFree(BEGIN + next));
    return BEGIN + next;
  }

  private static boolean isFree(int port) {
    try (ServerSocket free = open(port)) {
      return free.isBound();
    } catch (BindException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServerSocket open(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }

  /// Takes a port of the loopback interface, as another program would.
  static ServerSocket bind(int port) {
    try {
      return open(port);
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
