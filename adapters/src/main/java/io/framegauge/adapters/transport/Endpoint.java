package io.framegauge.adapters.transport;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a socket binds or connects, in the reference's syntax:
/// `[TYPE+bind|connect:]tcp://HOST:PORT[:SOURCE]`.
///
/// @param kind router for a reader, dealer for a writer unless it is given
/// @param bind whether it binds, as it does unless the type is given; else it connects
/// @param host a name, an IPv4 address, or `*` for all interfaces
/// @param port 0 when the system shall choose one
/// @param source the topic of all that a writer sends; empty: each message has its own
public record Endpoint(
    SocketKind kind, boolean bind, String host, int port, Optional<String> source) {
  private static final Pattern WITH_TYPE = Pattern.compile("([a-z]+)\\+([a-z]+):(.*)");
  private static final Pattern TCP = Pattern.compile("tcp://([^:/\\s]+):(\\d{1,5})(?::(.+))?");
  private static final int LAST_PORT = 65_535;

  /// Reads the endpoint of a socket that reads.
  ///
  /// @throws EndpointException if it is none
  public static Endpoint reader(String text) {
    Endpoint endpoint = parse(text, true);
    if (endpoint.source.isPresent()) {
      throw new EndpointException("a source is for sockets that write only: " + text);
    }
    return endpoint;
  }

  /// Reads the endpoint of a socket that writes.
  ///
  /// @throws EndpointException if it is none
  public static Endpoint writer(String text) {
    return parse(text, false);
  }

  private static Endpoint parse(String text, boolean reads) {
    Matcher typed = WITH_TYPE.matcher(text);
    boolean hasType = typed.matches();
    SocketKind kind =
        hasType ? kind(typed.group(1), reads, text) : reads ? SocketKind.ROUTER : SocketKind.DEALER;
    boolean bind = !hasType || binds(typed.group(2), text);
    String address = hasType ? typed.group(3) : text;
    if (address.startsWith("ipc:")) {
      throw new EndpointException(
          "ipc:// is not supported (JeroMQ's ipc is TCP underneath and does not talk to other ZeroMQ"
              + " libraries), use tcp://HOST:PORT: "
              + text);
    }
    Matcher tcp = TCP.matcher(address);
    if (!tcp.matches()) {
      throw new EndpointException(
          "must have the form [TYPE+bind|connect:]tcp://HOST:PORT, such as "
              + kind.label()
              + "+bind:tcp://127.0.0.1:5555: "
              + text);
    }
    int port = Integer.parseInt(tcp.group(2));
    if (port > LAST_PORT || (port == 0 && !bind)) {
      throw new EndpointException("the port must be 1 to 65535 (or 0 to bind any): " + text);
    }
    if (!bind && tcp.group(1).equals("*")) {
      throw new EndpointException("must name the host to connect to: " + text);
    }
    return new Endpoint(kind, bind, tcp.group(1), port, Optional.ofNullable(tcp.group(3)));
  }

  private static SocketKind kind(String label, boolean reads, String text) {
    List<SocketKind> fitting = SocketKind.of(reads);
    return fitting.stream()
        .filter(kind -> kind.label().equals(label))
        .findFirst()
        .orElseThrow(() ->
            new EndpointException(
                "the type of a socket that "
                    + (reads ? "reads" : "writes")
                    + " must be one of "
                    + SocketKind.labels(fitting)
                    + ": "
                    + text));
  }

  private static boolean binds(String word, String text) {
    return switch (word) {
      case "bind" -> true;
      case "connect" -> false;
      default -> throw new EndpointException("must be bind or connect behind the +: " + text);
    };
  }

  /// The address as ZeroMQ has it.
  String address() {
    return "tcp://" + host + ":" + (port == 0 ? "*" : Integer.toString(port));
  }

  Endpoint withPort(int chosen) {
    return new Endpoint(kind, bind, host, chosen, source);
  }

  @Override
  public String toString() {
    return kind.label()
        + "+"
        + (bind ? "bind" : "connect")
        + ":"
        + address()
        + source.map(topic -> ":" + topic).orElse("");
  }
}
