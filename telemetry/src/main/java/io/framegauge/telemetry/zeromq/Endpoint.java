package io.framegauge.telemetry.zeromq;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A `tcp://HOST:PORT` that was checked for its form.
///
/// @param key the setting it came from, for messages
/// @param host a name or an address; IPv6 without its brackets
/// @param port 0 when the system shall choose one (`*` or `0`)
record Endpoint(String key, String host, int port) {
  private static final Pattern TCP =
      Pattern.compile("tcp://(\\[[^\\]/]*\\]|[^:/\\[\\]]*):([^:/]*)");
  private static final String FORM = "must have the form tcp://HOST:PORT: ";

  static Endpoint parse(String key, String text) {
    String shown = key + "=" + text;
    if (text.startsWith("ipc://")) {
      throw new HistoryException(
          "ipc:// is not supported (JeroMQ's ipc is TCP underneath and does not talk to other ZeroMQ"
              + " libraries), use tcp://HOST:PORT: "
              + shown);
    }
    Matcher matcher = TCP.matcher(text);
    if (!matcher.matches()) {
      throw new HistoryException(FORM + shown);
    }
    String host = matcher.group(1);
    if (host.startsWith("[")) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.isBlank()) {
      throw new HistoryException(FORM + shown);
    }
    return new Endpoint(key, host, port(matcher.group(2), shown));
  }

  private static int port(String text, String shown) {
    if (text.equals("*")) {
      return 0;
    }
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
      throw new HistoryException("the port must be 0 to 65535 or *: " + shown);
    }
    return Integer.parseInt(text);
  }

  /// Refuses what cannot be bound to with this access.
  Endpoint requireFor(Access access) {
    boolean loopback = !isWildcard() && address().getAddress().isLoopbackAddress();
    if (access instanceof Access.Loopback && !loopback) {
      throw new HistoryException(
          "must be on the loopback interface, such as tcp://127.0.0.1:5557, unless clients have"
              + " keys (curve) or everyone who reaches the port may ask (allow_remote: true): "
              + key
              + "="
              + this);
    }
    return this;
  }

  /// Whether it stands for all interfaces.
  boolean isWildcard() {
    return host.equals("*");
  }

  /// The address, looked up where the host is a name.
  InetSocketAddress address() {
    if (isWildcard()) {
      return new InetSocketAddress(port);
    }
    try {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw new HistoryException("the host is not known: " + key + "=" + this, e);
    }
  }

  boolean isIpv6() {
    return host.contains(":");
  }

  /// The same host with the port that was found free.
  Endpoint withPort(int chosen) {
    return new Endpoint(key, host, chosen);
  }

  @Override
  public String toString() {
    String shownHost = isIpv6() ? "[" + host + "]" : host;
    return "tcp://" + shownHost + ":" + (port == 0 ? "*" : Integer.toString(port));
  }
}
