package io.framegauge.telemetry.zeromq;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Locale;

/// Why an endpoint cannot be bound, and what to do about it.
final class BindRefusal {
  private BindRefusal() {}

  /// JeroMQ calls every failure "address in use"; the JDK tells what it was.
  static String message(Endpoint endpoint) {
    String reason = "Address already in use";
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(endpoint.address());
    } catch (IOException e) {
      reason = String.valueOf(e.getMessage());
    }
    String shown = endpoint.key() + "=" + endpoint;
    String settings =
        " with parameters.telemetry.history_server."
            + endpoint.key()
            + " or HISTORY_"
            + endpoint.key().toUpperCase(Locale.ROOT);
    return reason.startsWith("Address already in use")
        ? "port already in use: "
            + shown
            + ". Stop the program that listens there, or choose another port"
            + settings
            + " (port 0 takes any free one)"
        : "cannot listen (" + reason + "): " + shown + ". Choose another address" + settings;
  }
}
