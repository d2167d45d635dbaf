package io.framegauge.adapters.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A point in time as people write it: epoch milliseconds, an ISO-8601 instant, `now`, or a time
/// ago such as `-10m` or `-1h30m` (units d, h, m, s, ms).
///
/// @param millis since the epoch
record Moment(long millis) {
  private static final Pattern AGO =
      Pattern.compile("-(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+)s)?(?:(\\d+)ms)?");
  private static final long[] UNIT_MILLIS = {86_400_000, 3_600_000, 60_000, 1000, 1};

  /// Reads a moment.
  ///
  /// @param now what a time ago counts from
  /// @throws IllegalArgumentException if the text is none; the message says what is allowed
  static Moment parse(String text, Instant now) {
    try {
      Matcher ago = AGO.matcher(text);
      long millis;
      if (text.equals("now")) {
        millis = now.toEpochMilli();
      } else if (text.matches("\\d{1,18}")) {
        millis = Long.parseLong(text);
      } else if (text.length() > 1 && ago.matches()) {
        millis = Math.subtractExact(now.toEpochMilli(), millisAgo(ago));
      } else {
        millis = OffsetDateTime.parse(text).toInstant().toEpochMilli();
      }
      if (millis >= 0) {
        return new Moment(millis);
      }
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(rule(text), e);
    }
    throw new IllegalArgumentException(rule(text));
  }

  private static long millisAgo(Matcher ago) {
    long millis = 0;
    for (int i = 0; i < UNIT_MILLIS.length; i++) {
      String number = ago.group(i + 1);
      if (number != null) {
        millis = Math.addExact(millis, Math.multiplyExact(Long.parseLong(number), UNIT_MILLIS[i]));
      }
    }
    return millis;
  }

  private static String rule(String text) {
    return "must be epoch milliseconds, a time such as 2026-11-21T08:30:00Z, a time ago such as -10m"
        + " or -1h30m, or now: "
        + text;
  }

  /// Reads it from the command line.
  static final class Converter implements ITypeConverter<Moment> {
    @Override
    public Moment convert(String text) {
      try {
        return parse(text, Instant.now());
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
