package io.framegauge.adapters.transport;

/// How a writer writes.
///
/// @param sendHwm messages that wait in the socket
/// @param sendMillis how long one attempt to send waits for the peer to take it
/// @param acknowledgeMillis how long one attempt waits for the acknowledgement
/// @param attempts to get an acknowledgement before the connection is made anew
/// @param lingerMillis for what waits in the socket when it is closed
public record SinkSettings(
    int sendHwm, int sendMillis, int acknowledgeMillis, int attempts, int lingerMillis) {
  /// The reference's: its three retries are four attempts.
  public static final SinkSettings DEFAULTS = new SinkSettings(50, 5000, 5000, 4, 100);
}
