package io.framegauge.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// What a key's value has to be, in words and as a conversion.
///
/// @param words completes the sentence "expected …"
/// @param conversion of a value that is not null; empty when it is something else
record Expectation<T>(String words, Function<ScalarNode, Optional<T>> conversion) {
  private static final double WHOLE = 1e15; // whole numbers below it are exact

  Optional<T> read(ConfigNode node) {
    return node instanceof ScalarNode scalar ? conversion.apply(scalar) : Optional.empty();
  }

  static Expectation<String> text() {
    return new Expectation<>(
        "text",
        scalar ->
            scalar.value() instanceof Scalar.Text(String text)
                ? Optional.of(text)
                : Optional.empty());
  }

  static Expectation<Boolean> bool() {
    return new Expectation<>(
        "true or false",
        scalar ->
            typed(scalar) instanceof Scalar.Bool(boolean value)
                ? Optional.of(value)
                : Optional.empty());
  }

  static Expectation<Long> wholeNumber(long min, long max) {
    String range =
        min > Long.MIN_VALUE && max < Long.MAX_VALUE
            ? " from " + min + " to " + max
            : min > Long.MIN_VALUE ? " >= " + min : max < Long.MAX_VALUE ? " <= " + max : "";
    return new Expectation<>(
        "a whole number" + range,
        scalar ->
            typed(scalar) instanceof Scalar.Whole(BigInteger value)
                    && value.bitLength() < Long.SIZE
                    && value.longValue() >= min
                    && value.longValue() <= max
                ? Optional.of(value.longValue())
                : Optional.empty());
  }

  static Expectation<Double> decimal(double minExclusive, double max) {
    StringBuilder words = new StringBuilder("a number");
    if (minExclusive > Double.NEGATIVE_INFINITY) {
      words.append(" > ").append(plain(minExclusive));
    }
    if (max < Double.MAX_VALUE) {
      words.append(minExclusive > Double.NEGATIVE_INFINITY ? " and" : "");
      words.append(" <= ").append(plain(max));
    }
    return new Expectation<>(
        words.toString(),
        scalar ->
            number(typed(scalar))
                .filter(value -> Double.isFinite(value) && value > minExclusive && value <= max));
  }

  private static Optional<Double> number(Scalar scalar) {
    if (scalar instanceof Scalar.Whole whole) {
      return Optional.of(whole.value().doubleValue());
    }
    return scalar instanceof Scalar.Decimal decimal
        ? Optional.of(decimal.value())
        : Optional.empty();
  }

  /// Text that no quotes say is text, such as `${oc.env:PORT, 8080}`, counts as what it spells.
  private static Scalar typed(ScalarNode scalar) {
    if (scalar.quoted() || !(scalar.value() instanceof Scalar.Text(String text))) {
      return scalar.value();
    }
    String trimmed = text.strip();
    boolean spelled = trimmed.equalsIgnoreCase("true") || trimmed.equalsIgnoreCase("false");
    return CoreScalar.parse(spelled ? trimmed.toLowerCase(Locale.ROOT) : trimmed);
  }

  private static String plain(double value) {
    if (Math.rint(value) == value && Math.abs(value) < WHOLE) { // BigDecimal takes long to load
      return Long.toString((long) value);
    }
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }
}
