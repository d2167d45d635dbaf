package io.framegauge.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/// The functions a formula may use; there are no others.
final class CalcFunctions {
  private static final List<String> NAMES =
      List.of("min", "max", "abs", "int", "float", "round", "str");
  private static final int MOST_DIGITS = 15;

  private CalcFunctions() {}

  static Scalar invoke(String name, List<Scalar> arguments) {
    return switch (name) {
      case "min" -> extreme(name, "<", arguments);
      case "max" -> extreme(name, ">", arguments);
      case "abs" -> absolute(only(name, arguments));
      case "int" -> whole(only(name, arguments));
      case "float" -> decimal(only(name, arguments));
      case "str" -> new Scalar.Text(only(name, arguments).text());
      case "round" -> round(arguments);
      default ->
          throw new SyntaxProblem(
              "calc: unknown function " + Found.quote(name) + Suggestion.didYouMean(name, NAMES));
    };
  }

  private static Scalar extreme(String name, String operator, List<Scalar> arguments) {
    return arguments.stream()
        .reduce((best, next) -> Arithmetic.compares(operator, next, best) ? next : best)
        .orElseThrow(() -> new SyntaxProblem("calc: " + name + " needs arguments"));
  }

  private static Scalar absolute(Scalar value) {
    return value instanceof Scalar.Whole(BigInteger number)
        ? new Scalar.Whole(number.abs())
        : new Scalar.Decimal(Math.abs(Arithmetic.number("abs", value)));
  }

  private static Scalar whole(Scalar value) {
    return switch (value) {
      case Scalar.Whole number -> number;
      case Scalar.Bool(boolean bool) -> Scalar.Whole.of(bool ? 1 : 0);
      case Scalar.Text text when spelled(text) instanceof Scalar.Whole number -> number;
      case Scalar.Text text -> throw notSpelled("int", text);
      case Scalar.Decimal(double number) -> Arithmetic.limited(truncated(number));
      case Scalar.Nothing nothing -> throw notSpelled("int", nothing);
    };
  }

  private static Scalar decimal(Scalar value) {
    return switch (value) {
      case Scalar.Bool(boolean bool) -> new Scalar.Decimal(bool ? 1 : 0);
      case Scalar.Text text
          when spelled(text) instanceof Scalar.Whole || spelled(text) instanceof Scalar.Decimal ->
          Arithmetic.limited(Arithmetic.number("float", spelled(text)));
      case Scalar.Text text -> throw notSpelled("float", text);
      case Scalar.Whole number -> Arithmetic.limited(Arithmetic.number("float", number));
      case Scalar.Decimal number -> number;
      case Scalar.Nothing nothing -> throw notSpelled("float", nothing);
    };
  }

  /// `round(x)` is whole, `round(x, n)` is not; halves go to the even neighbour.
  private static Scalar round(List<Scalar> arguments) {
    if (arguments.isEmpty() || arguments.size() > 2) {
      throw new SyntaxProblem("calc: round takes one or two arguments: " + arguments.size());
    }
    double number = Arithmetic.number("round", arguments.getFirst());
    if (arguments.size() == 1) {
      BigDecimal exact = exact(arguments.getFirst(), number);
      return Arithmetic.limited(exact.setScale(0, RoundingMode.HALF_EVEN).toBigInteger());
    }
    boolean digits =
        arguments.get(1) instanceof Scalar.Whole(BigInteger n)
            && n.abs().compareTo(BigInteger.valueOf(MOST_DIGITS)) <= 0;
    if (!digits) {
      throw new SyntaxProblem("calc: round needs a number of digits up to " + MOST_DIGITS);
    }
    int scale = (int) Arithmetic.number("round", arguments.get(1));
    BigDecimal rounded =
        exact(arguments.getFirst(), number).setScale(scale, RoundingMode.HALF_EVEN);
    return arguments.getFirst() instanceof Scalar.Whole
        ? Arithmetic.limited(rounded.toBigInteger())
        : Arithmetic.limited(rounded.doubleValue());
  }

  private static BigDecimal exact(Scalar value, double number) {
    return value instanceof Scalar.Whole(BigInteger whole)
        ? new BigDecimal(whole)
        : new BigDecimal(finite(number));
  }

  private static BigInteger truncated(double number) {
    return new BigDecimal(finite(number)).toBigInteger();
  }

  private static double finite(double number) {
    if (!Double.isFinite(number)) {
      throw new SyntaxProblem("calc: not a finite number");
    }
    return number;
  }

  private static Scalar spelled(Scalar.Text text) {
    return CoreScalar.parse(text.value().strip());
  }

  private static Scalar only(String name, List<Scalar> arguments) {
    if (arguments.size() != 1) {
      throw new SyntaxProblem("calc: " + name + " takes one argument: " + arguments.size());
    }
    return arguments.getFirst();
  }

  private static SyntaxProblem notSpelled(String name, Scalar value) {
    String found = value instanceof Scalar.Text(String text) ? Found.quote(text) : value.text();
    return new SyntaxProblem("calc: " + name + " needs a number (found " + found + ")");
  }
}
