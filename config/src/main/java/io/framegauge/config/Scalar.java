package io.framegauge.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/// The value of a [ScalarNode]: the types of the YAML 1.2 core schema.
public sealed interface Scalar {

  /// The one `null`.
  Nothing NOTHING = new Nothing();

  /// The value as YAML writes it.
  String text();

  /// `null`, `~` or nothing at all.
  record Nothing() implements Scalar {
    @Override
    public String text() {
      return "null";
    }
  }

  /// `true` or `false`.
  record Bool(boolean value) implements Scalar {
    @Override
    public String text() {
      return Boolean.toString(value);
    }
  }

  /// A whole number of any size.
  record Whole(BigInteger value) implements Scalar {
    static Whole of(long value) {
      return new Whole(BigInteger.valueOf(value));
    }

    @Override
    public String text() {
      return value.toString();
    }
  }

  /// A number with a fraction or an exponent, an infinity or not a number.
  record Decimal(double value) implements Scalar {
    @Override
    public String text() {
      if (Double.isNaN(value)) {
        return ".nan";
      }
      if (Double.isInfinite(value)) {
        return value > 0 ? ".inf" : "-.inf";
      }
      String shortest = Double.toString(value);
      if (shortest.indexOf('E') < 0) {
        return shortest;
      }
      boolean readable = Math.abs(value) >= 1e-4 && Math.abs(value) < 1e16;
      if (!readable) {
        return shortest.toLowerCase(Locale.ROOT);
      }
      BigDecimal exact = new BigDecimal(shortest);
      return (exact.scale() < 1 ? exact.setScale(1) : exact).toPlainString();
    }
  }

  /// Anything else.
  record Text(String value) implements Scalar {
    @Override
    public String text() {
      return value;
    }
  }
}
