package io.framegauge.config;

/// One thing that is wrong in the configuration, in the user's words.
///
/// @param position where
/// @param path the key's path, such as `parameters.telemetry.web.port`; empty for a whole file
/// @param message what is wrong and what was found
public record Problem(Position position, String path, String message) {

  /// `file:line:column: path: message`, on one line and without characters that steer a terminal.
  @Override
  public String toString() {
    return Found.printable(position + ": " + (path.isEmpty() ? "" : path + ": ") + message);
  }
}
