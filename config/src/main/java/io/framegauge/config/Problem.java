package io.framegauge.config;

/// One thing that is wrong in the configuration, in the user's words.
///
/// @param position where
/// @param path the key's path, such as `parameters.telemetry.web.port`; empty for a whole file
/// @param message what is wrong and what was found
public record Problem(Position position, String path, String message) {

  /// `file:line:column: path: message`.
  @Override
  public String toString() {
    return position + ": " + (path.isEmpty() ? "" : path + ": ") + message;
  }
}
