package io.framegauge.config;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One thing that is wrong in the configuration, in the user's words.
///
/// @param position where
/// @param path the key's path, such as `parameters.telemetry.web.port`; empty for a whole file
/// @param message what is wrong and what was found
/// @param details lines to be shown below, such as what a compiler said; mostly none
public record Problem(Position position, String path, String message, List<String> details) {

  public Problem {
    details = List.copyOf(details);
  }

  /// A problem without details.
  public Problem(Position position, String path, String message) {
    this(position, path, message, List.of());
  }

  /// `file:line:column: path: message` on one line and the details on lines of their own, without
  /// characters that steer a terminal.
  @Override
  public String toString() {
    String first = position + ": " + (path.isEmpty() ? "" : path + ": ") + message;
    return Stream.concat(Stream.of(first), details.stream())
        .map(Found::printable)
        .collect(Collectors.joining("\n"));
  }
}
