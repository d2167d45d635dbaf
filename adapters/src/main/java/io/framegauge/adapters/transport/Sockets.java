package io.framegauge.adapters.transport;

import io.framegauge.telemetry.zeromq.GuardedSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import org.zeromq.SocketType;
import org.zeromq.ZMQException;

/// Opens sockets with what readers and writers have in common.
final class Sockets {
  /// Topic, message, payload, and what a router puts in front; a message may have more payload.
  static final int MAX_PARTS = 64;

  private static final int HEARTBEAT_MILLIS = 5000;

  private Sockets() {}

  static GuardedSocket create(String name, SocketType type, int maxPartBytes) {
    GuardedSocket socket = new GuardedSocket(name, type);
    socket.limit(maxPartBytes, MAX_PARTS);
    socket.heartbeat(HEARTBEAT_MILLIS);
    return socket;
  }

  /// Binds or connects; a socket that cannot be bound, or whose peer's host is not known, is
  /// closed.
  ///
  /// @return the endpoint with the port that was chosen
  /// @throws EndpointException if it cannot be bound, or the host is not known
  static Endpoint open(GuardedSocket socket, Endpoint endpoint) {
    return endpoint.bind() ? bound(socket, endpoint) : connected(socket, endpoint);
  }

  private static Endpoint connected(GuardedSocket socket, Endpoint endpoint) {
    try {
      socket.connect(endpoint.address());
      return endpoint;
    } catch (ZMQException | IllegalArgumentException e) {
      socket.close();
      String words =
          e.getCause() instanceof UnknownHostException
              ? "the host is not known: "
              : "cannot connect (" + e.getMessage() + "): ";
      throw new EndpointException(words + endpoint, e);
    }
  }

  private static Endpoint bound(GuardedSocket socket, Endpoint endpoint) {
    try {
      socket.bind(endpoint.address());
      String bound = socket.socket().getLastEndpoint();
      return endpoint.withPort(Integer.parseInt(bound.substring(bound.lastIndexOf(':') + 1)));
    } catch (ZMQException | IllegalArgumentException e) {
      socket.close();
      throw new EndpointException(refusal(endpoint), e);
    }
  }

  /// JeroMQ calls every failure "address in use"; the JDK tells what it was.
  private static String refusal(Endpoint endpoint) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(
          endpoint.host().equals("*")
              ? new InetSocketAddress(endpoint.port())
              : new InetSocketAddress(endpoint.host(), endpoint.port()));
      return "port already in use: " + endpoint;
    } catch (IOException | RuntimeException e) {
      String reason = String.valueOf(e.getMessage());
      return reason.startsWith("Address already in use")
          ? "port already in use: " + endpoint
          : "cannot listen (" + reason + "): " + endpoint;
    }
  }
}
