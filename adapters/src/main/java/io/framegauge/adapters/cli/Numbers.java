package io.framegauge.adapters.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Numbers of the command line within their limits.
final class Numbers {
  private static final double MOST_SECONDS = 1e9;

  private Numbers() {}

  /// How many: at least 1.
  static final class Count implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (text.matches("\\d{1,9}") && Integer.parseInt(text) >= 1) {
        return Integer.parseInt(text);
      }
      throw refused("a whole number >= 1", text);
    }
  }

  /// The id of a record, or -1.
  static final class RecordId implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      if (text.equals("-1") || text.matches("\\d{1,18}")) {
        return Long.valueOf(text);
      }
      throw refused("a whole number >= -1", text);
    }
  }

  /// A duration in seconds, fractions allowed.
  static final class Seconds implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      try {
        double seconds = Double.parseDouble(text);
        if (seconds >= 0 && seconds <= MOST_SECONDS) {
          return seconds;
        }
      } catch (NumberFormatException e) {
        throw refused("a number of seconds >= 0", text);
      }
      throw refused("a number of seconds >= 0", text);
    }
  }

  private static TypeConversionException refused(String rule, String text) {
    return new TypeConversionException("must be " + rule + ": " + text);
  }
}
