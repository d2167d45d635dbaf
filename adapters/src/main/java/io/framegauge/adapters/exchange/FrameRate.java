package io.framegauge.adapters.exchange;

import io.framegauge.config.ScalarNode;
import io.framegauge.config.Section;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Frames a second, as a fraction.
record FrameRate(long numerator, long denominator) {
  private static final long SECOND = 1_000_000_000;
  private static final Pattern WRITTEN =
      Pattern.compile("0*([1-9]\\d{0,5})(?:/0*([1-9]\\d{0,5}))?");

  /// Reads a property; empty when it is no rate.
  static Optional<FrameRate> read(Section properties, String key, String otherwise) {
    String written =
        properties
            .node(key)
            .map(node -> node instanceof ScalarNode scalar ? scalar.text() : "")
            .orElse(otherwise);
    Matcher matcher = WRITTEN.matcher(written);
    if (!matcher.matches()) {
      properties.problem(
          key, "must be frames a second, such as 30 or 30000/1001: " + key + "=" + written);
      return Optional.empty();
    }
    String denominator = matcher.group(2);
    return Optional.of(
        new FrameRate(
            Long.parseLong(matcher.group(1)),
            denominator == null ? 1 : Long.parseLong(denominator)));
  }

  /// When a frame is to be shown, in nanoseconds.
  ///
  /// @param number of the frame, the first is 0
  long ptsNanos(long number) {
    long units = number * denominator;
    return units / numerator * SECOND + units % numerator * SECOND / numerator;
  }

  @Override
  public String toString() {
    return numerator + "/" + denominator;
  }
}
