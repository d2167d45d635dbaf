package io.framegauge.telemetry.prometheus;

/// The section `web` of a module's telemetry.
///
/// @param host name or address to listen on
/// @param port 0 for any free one
public record WebConfig(boolean enabled, String host, int port) {

  public WebConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("must be between 0 and 65535: port=" + port);
    }
    if (host.isBlank()) {
      throw new IllegalArgumentException("must not be empty: host=" + host);
    }
  }

  /// Host and port as in a URL.
  public String address() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
