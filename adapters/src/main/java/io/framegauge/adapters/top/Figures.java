package io.framegauge.adapters.top;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Figures in at most six characters, a bound in seven. What is not known is a dash.
final class Figures {
  static final String UNKNOWN = "-";

  private static final double PLAIN = 999_999.5;
  private static final String[] UNITS = {"k", "M", "G", "T", "P", "E"};

  private Figures() {}

  static String count(OptionalLong count) {
    return count.isPresent() ? count(count.getAsLong()) : UNKNOWN;
  }

  static String count(long count) {
    return count < 1_000_000 ? Long.toString(count) : large((double) count);
  }

  static String rate(OptionalDouble rate) {
    return rate.isPresent() ? rate(rate.getAsDouble()) : UNKNOWN;
  }

  private static String rate(double rate) {
    return rate < 9999.95 ? with(1, rate) : whole(rate);
  }

  static String millis(OptionalDouble millis) {
    return millis.isPresent() ? millis(millis.getAsDouble()) : UNKNOWN;
  }

  private static String millis(double millis) {
    return millis < 9.995 ? with(2, millis) : rate(millis);
  }

  /// Something is below: the bound rounded up.
  static String below(OptionalDouble millis) {
    if (millis.isEmpty()) {
      return UNKNOWN;
    }
    double bound = millis.getAsDouble();
    if (Double.isInfinite(bound)) {
      return ">17min";
    }
    double grain = bound < 9.99 ? 100 : bound < 9999.9 ? 10 : 1;
    return "<" + millis((Math.floor(bound * grain) + 1) / grain);
  }

  static String age(OptionalDouble seconds) {
    return seconds.isPresent() ? age(seconds.getAsDouble()) : UNKNOWN;
  }

  private static String age(double seconds) {
    return seconds < 99.95 ? with(1, seconds) + "s" : duration((long) seconds);
  }

  /// A time in its two largest units, in at most six characters up to 999 days.
  static String duration(long seconds) {
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return pair(seconds / 60, "m", seconds % 60, "s");
    }
    if (seconds < 100 * 3600) {
      return pair(seconds / 3600, "h", seconds / 60 % 60, "m");
    }
    long days = seconds / 86_400;
    return days < 100 ? pair(days, "d", seconds / 3600 % 24, "h") : days + "d";
  }

  private static String pair(long large, String largeUnit, long small, String smallUnit) {
    return String.format(Locale.ROOT, "%d%s%02d%s", large, largeUnit, small, smallUnit);
  }

  private static String whole(double number) {
    return number < PLAIN ? with(0, number) : large(number);
  }

  /// Three digits and a unit.
  private static String large(double number) {
    int unit = -1;
    double rest = number;
    while (rest >= 999.5 && unit < UNITS.length - 1) {
      rest /= 1000;
      unit++;
    }
    int decimals = rest < 9.995 ? 2 : rest < 99.95 ? 1 : 0;
    return with(decimals, rest) + UNITS[unit];
  }

  private static String with(int decimals, double number) {
    return String.format(Locale.ROOT, "%." + decimals + "f", number);
  }
}
