package io.framegauge.adapters.exchange;

import io.framegauge.adapters.transport.Endpoint;
import io.framegauge.adapters.transport.EndpointException;
import io.framegauge.config.Section;
import java.util.Optional;
import java.util.function.Function;

/// Reads the properties of an element; what is wrong becomes a problem of theirs.
///
/// @param of the properties
record Settings(Section of) {
  private static final double MOST_SECONDS = 86_400;

  /// The endpoint at the key `socket`, which is needed.
  Optional<Endpoint> socket(String example, Function<String, Endpoint> parse) {
    if (!of.has("socket")) {
      of.problem("socket", "a value is needed, such as " + example);
      return Optional.empty();
    }
    try {
      return of.text("socket").map(parse);
    } catch (EndpointException e) {
      of.problem("socket", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  int number(String key, int otherwise, int most) {
    return (int) number(key, (long) otherwise, most);
  }

  long number(String key, long otherwise, long most) {
    return of.wholeNumber(key, 1, most).orElse(otherwise);
  }

  /// Seconds, as milliseconds.
  int millis(String key, int otherwise) {
    return of.decimal(key, 0, MOST_SECONDS)
        .map(seconds -> (int) Math.max(1, seconds * 1000))
        .orElse(otherwise);
  }

  boolean flag(String key) {
    return of.bool(key).orElse(false);
  }
}
