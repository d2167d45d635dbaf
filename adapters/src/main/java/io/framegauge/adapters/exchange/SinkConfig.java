package io.framegauge.adapters.exchange;

import io.framegauge.adapters.transport.Endpoint;
import io.framegauge.adapters.transport.SinkSettings;
import io.framegauge.adapters.transport.SocketKind;
import io.framegauge.config.Section;
import java.util.Optional;

/// The properties of a `zeromq_sink`.
///
/// @param settings of the socket, for one attempt
/// @param attempts to send a message before the module fails
/// @param sourceId that frames get, whatever they come from
/// @param protocolVersion that messages are written by; empty: what the module's source has learned
/// @param copy whether pictures leave as they came into the module
/// @param paced whether frames leave at the pace of their timestamps
/// @param loop whether the stream begins anew at its end, which is not sent
record SinkConfig(
    Endpoint socket,
    SinkSettings settings,
    int attempts,
    Optional<String> sourceId,
    Optional<String> protocolVersion,
    boolean copy,
    boolean paced,
    boolean loop) {
  private static final int MOST = 100_000;
  private static final String COPY = "copy";

  /// Behind a dealer all that it sent before waits, too: the acknowledgement of the end takes as
  /// long as that, and is waited for while the peer is there.
  private static boolean waitsForEndOnly(Endpoint endpoint) {
    return endpoint.kind() == SocketKind.DEALER;
  }

  /// Empty when something is wrong.
  static Optional<SinkConfig> read(Section properties) {
    Settings settings = new Settings(properties);
    SinkSettings defaults = SinkSettings.DEFAULTS;
    Optional<Endpoint> socket =
        settings.socket("dealer+connect:tcp://127.0.0.1:5555", Endpoint::writer);
    SinkSettings sending =
        new SinkSettings(
            settings.number("send_hwm", defaults.sendHwm(), MOST),
            settings.millis("send_timeout", defaults.sendMillis()),
            settings.millis("acknowledge_timeout", defaults.acknowledgeMillis()),
            socket.filter(SinkConfig::waitsForEndOnly).isPresent() ? MOST : 1,
            settings.millis("linger", defaults.lingerMillis()));
    int attempts = settings.number("attempts", defaults.attempts(), MOST);
    Optional<String> sourceId = properties.text("source_id");
    Optional<String> version = properties.text("protocol_version");
    Optional<String> codec = properties.text("codec");
    if (codec.isPresent() && !codec.get().equals(COPY)) {
      properties.problem(
          "codec", "must be copy, or left out to send what arrives: codec=" + codec.get());
    }
    boolean paced = settings.flag("sync");
    boolean loop = settings.flag("loop");
    if (loop && codec.isPresent()) {
      properties.problem("loop", "cannot go with codec: loop=true");
    }
    return socket.map(endpoint ->
        new SinkConfig(
            endpoint, sending, attempts, sourceId, version, codec.isPresent(), paced, loop));
  }
}
