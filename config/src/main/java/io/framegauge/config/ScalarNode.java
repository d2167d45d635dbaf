package io.framegauge.config;

import java.util.List;

/// A single value.
///
/// @param position where the value, or the `${…}` that gave it, was written
/// @param value the value with its type
/// @param text the value as it was written, without quotes; `null` and `true` are texts here
/// @param quoted whether it is text because it was written in quotes; text out of an interpolation
///   is not
/// @param variables the environment variables the value came from
public record ScalarNode(
    Position position, Scalar value, String text, boolean quoted, List<String> variables)
    implements ConfigNode {

  public ScalarNode {
    variables = List.copyOf(variables);
  }

  static ScalarNode of(Position position, Scalar value, List<String> variables) {
    return new ScalarNode(position, value, value.text(), false, variables);
  }

  static ScalarNode nothing(Position position) {
    return of(position, Scalar.NOTHING, List.of());
  }

  /// Whether the value is `null`.
  public boolean isNull() {
    return value instanceof Scalar.Nothing;
  }
}
