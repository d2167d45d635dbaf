package io.framegauge.adapters.cli;

import io.framegauge.telemetry.TelemetryConfig;
import io.framegauge.telemetry.zeromq.HistoryServerConfig;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The addresses that a module listens on, and how each is changed.
///
/// @param all those that are enabled
record Addresses(List<Address> all) {
  private static final String SECTION = "parameters.telemetry.";

  Addresses {
    all = List.copyOf(all);
  }

  /// An address.
  ///
  /// @param purpose what is served there
  /// @param setting its path in a module file
  /// @param variable the environment variable that sets it
  /// @param number 0 for any free one
  record Address(String purpose, String setting, String variable, String host, int number) {
    /// Whether another program listens there. What else keeps it from being bound is told when it
    /// is bound.
    boolean inUse() {
      if (number == 0) {
        return false;
      }
      try (ServerSocket probe = new ServerSocket()) {
        probe.setReuseAddress(true);
        probe.bind(
            host.equals("*")
                ? new InetSocketAddress(number)
                : new InetSocketAddress(InetAddress.getByName(host), number));
        return false;
      } catch (BindException e) {
        return String.valueOf(e.getMessage()).contains("in use");
      } catch (IOException e) {
        return false;
      }
    }

    String hostAndPort() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + number;
    }

    String advice() {
      return SECTION + setting + " or " + variable;
    }
  }

  static Addresses of(TelemetryConfig config) {
    List<Address> all = new ArrayList<>();
    if (config.web().enabled()) {
      all.add(
          new Address(
              "metrics", "web.port", "WEBSERVER_PORT", config.web().host(), config.web().port()));
    }
    HistoryServerConfig history = config.historyServer();
    if (history.enabled()) {
      all.add(
          endpoint("history", "history_server.endpoint", "HISTORY_ENDPOINT", history.endpoint()));
      all.add(
          endpoint(
              "stream",
              "history_server.stream_endpoint",
              "HISTORY_STREAM_ENDPOINT",
              history.streamEndpoint()));
    }
    return new Addresses(all);
  }

  /// @param endpoint `tcp://HOST:PORT`, checked before
  private static Address endpoint(
      String purpose, String setting, String variable, String endpoint) {
    int colon = endpoint.lastIndexOf(':');
    String host = endpoint.substring("tcp://".length(), colon).replaceAll("[\\[\\]]", "");
    String port = endpoint.substring(colon + 1);
    return new Address(
        purpose, setting, variable, host, port.equals("*") ? 0 : Integer.parseInt(port));
  }

  /// Refuses a start while other programs listen on these ports, and names them all at once.
  ///
  /// @throws PortsInUseException if there are any
  void requireFree() {
    List<Address> used = all.stream().filter(Address::inUse).toList();
    if (!used.isEmpty()) {
      throw new PortsInUseException(
          (used.size() == 1 ? "port already in use: " : "ports already in use: ")
              + used.stream()
                  .map(port ->
                      port.hostAndPort() + " (" + port.purpose() + ": " + port.advice() + ")")
                  .collect(Collectors.joining(", "))
              + ". Stop the program that listens there, or choose others with these settings or"
              + " variables (port 0 takes any free one)");
    }
  }
}
