package io.framegauge.config;

import java.math.BigDecimal;
import java.math.BigInteger;

/// Python's operators on numbers and texts, with limits on the size of results.
final class Arithmetic {
  private static final int MOST_BITS = 256;
  private static final int LONGEST_TEXT = 10_000;

  private Arithmetic() {}

  static Scalar binary(String operator, Scalar left, Scalar right) {
    if (left instanceof Scalar.Whole(BigInteger a) && right instanceof Scalar.Whole(BigInteger b)) {
      return whole(operator, a, b);
    }
    if (operator.equals("+")
        && left instanceof Scalar.Text(String a)
        && right instanceof Scalar.Text(String b)) {
      if (a.length() + b.length() > LONGEST_TEXT) {
        throw new SyntaxProblem("calc: a text of more than " + LONGEST_TEXT + " characters");
      }
      return new Scalar.Text(a + b);
    }
    return decimal(operator, number(operator, left), number(operator, right));
  }

  static boolean compares(String operator, Scalar left, Scalar right) {
    if (operator.equals("==") || operator.equals("!=")) {
      return operator.equals("==") == isEqual(left, right);
    }
    if (isNotANumber(left) || isNotANumber(right)) {
      return false;
    }
    int order =
        left instanceof Scalar.Text(String a) && right instanceof Scalar.Text(String b)
            ? a.compareTo(b)
            : exact(operator, left).compareTo(exact(operator, right));
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  static boolean isTrue(Scalar value) {
    return switch (value) {
      case Scalar.Nothing nothing -> false;
      case Scalar.Bool(boolean bool) -> bool;
      case Scalar.Whole(BigInteger number) -> number.signum() != 0;
      case Scalar.Decimal(double number) -> number != 0;
      case Scalar.Text(String text) -> !text.isEmpty();
    };
  }

  static Scalar limited(BigInteger value) {
    if (value.bitLength() > MOST_BITS) {
      throw tooLarge();
    }
    return new Scalar.Whole(value);
  }

  static Scalar limited(double value) {
    if (!Double.isFinite(value)) {
      throw tooLarge();
    }
    return new Scalar.Decimal(value);
  }

  static double number(String operator, Scalar value) {
    return switch (value) {
      case Scalar.Whole(BigInteger number) -> number.doubleValue();
      case Scalar.Decimal(double number) -> number;
      case Scalar.Bool bool -> throw noNumber(operator, value);
      case Scalar.Nothing nothing -> throw noNumber(operator, value);
      case Scalar.Text text -> throw noNumber(operator, value);
    };
  }

  private static Scalar whole(String operator, BigInteger a, BigInteger b) {
    return switch (operator) {
      case "+" -> limited(a.add(b));
      case "-" -> limited(a.subtract(b));
      case "*" -> limited(a.multiply(b));
      case "//" -> new Scalar.Whole(floor(a, divisor(b)));
      case "%" -> new Scalar.Whole(a.subtract(floor(a, divisor(b)).multiply(b)));
      case "**" -> power(a, b);
      default -> decimal(operator, a.doubleValue(), b.doubleValue());
    };
  }

  private static Scalar decimal(String operator, double a, double b) {
    if (b == 0 && (operator.equals("/") || operator.equals("//") || operator.equals("%"))) {
      throw new SyntaxProblem("calc: division by zero");
    }
    double result =
        switch (operator) {
          case "+" -> a + b;
          case "-" -> a - b;
          case "*" -> a * b;
          case "/" -> a / b;
          case "//" -> Math.floor(a / b);
          case "%" -> remainder(a, b);
          default -> Math.pow(a, b);
        };
    return limited(result);
  }

  private static double remainder(double a, double b) {
    double remainder = a % b;
    return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder;
  }

  private static Scalar power(BigInteger a, BigInteger b) {
    if (b.signum() < 0) {
      return decimal("/", 1, Math.pow(a.doubleValue(), -b.doubleValue()));
    }
    boolean small = a.abs().compareTo(BigInteger.ONE) <= 0;
    if (!small && b.compareTo(BigInteger.valueOf(MOST_BITS)) > 0) {
      throw tooLarge();
    }
    if (small) {
      boolean even = !b.testBit(0);
      return new Scalar.Whole(b.signum() == 0 || (even && a.signum() != 0) ? BigInteger.ONE : a);
    }
    return limited(a.pow(b.intValue()));
  }

  private static BigInteger floor(BigInteger a, BigInteger b) {
    BigInteger[] parts = a.divideAndRemainder(b);
    boolean below = parts[1].signum() != 0 && parts[1].signum() != b.signum();
    return below ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  private static BigInteger divisor(BigInteger b) {
    if (b.signum() == 0) {
      throw new SyntaxProblem("calc: division by zero");
    }
    return b;
  }

  private static boolean isEqual(Scalar left, Scalar right) {
    boolean numbers =
        (left instanceof Scalar.Whole || left instanceof Scalar.Decimal)
            && (right instanceof Scalar.Whole || right instanceof Scalar.Decimal);
    if (isNotANumber(left) || isNotANumber(right)) {
      return false;
    }
    return numbers ? exact("==", left).compareTo(exact("==", right)) == 0 : left.equals(right);
  }

  private static boolean isNotANumber(Scalar value) {
    return value instanceof Scalar.Decimal(double number) && Double.isNaN(number);
  }

  /// A number without rounding; infinities as something larger than any limit.
  private static BigDecimal exact(String operator, Scalar value) {
    if (value instanceof Scalar.Whole(BigInteger number)) {
      return new BigDecimal(number);
    }
    double number = number(operator, value);
    return Double.isInfinite(number)
        ? BigDecimal.TEN.pow(400).multiply(BigDecimal.valueOf(Math.signum(number)))
        : new BigDecimal(number);
  }

  private static SyntaxProblem tooLarge() {
    return new SyntaxProblem("calc: the result is too large");
  }

  private static SyntaxProblem noNumber(String operator, Scalar value) {
    String found =
        value instanceof Scalar.Text(String text) ? "the text " + Found.quote(text) : value.text();
    return new SyntaxProblem(
        "calc: " + Found.quote(operator) + " needs numbers (found " + found + ")");
  }
}
