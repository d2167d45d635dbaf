package io.framegauge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every expected value is what Python 3 gives for the formula with arg_0 = 7 and arg_1 = 2.5, but
/// for the spelling of true, false and null.
class CalculatorTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          arg_0 + 1                | 8
          arg_0 * 2 - 3            | 11
          1 + 2 * 3                | 7
          (1 + 2) * 3              | 9
          arg_0 / 2                | 3.5
          6 / 2                    | 3.0
          arg_0 // 2               | 3
          -arg_0 // 2              | -4
          7.5 // 2                 | 3.0
          -arg_0 % 3               | 2
          arg_0 % -3               | -2
          -7.5 % 2                 | 0.5
          2 ** 10                  | 1024
          2 ** 3 ** 2              | 512
          -2 ** 2                  | -4
          2 ** -1                  | 0.5
          (-1) ** 1000001          | -1
          0 ** 0                   | 1
          2.0 ** 3                 | 8.0
          arg_0 * arg_1            | 17.5
          --3                      | 3
          1e3                      | 1000.0
          .5 + 5.                  | 5.5
          arg_0 > 5                | true
          1 < arg_0 <= 7           | true
          1 < arg_0 < 7            | false
          1 == 1.0                 | true
          'a' == 1                 | false
          'a' < 'b'                | true
          arg_0 != 7               | false
          not arg_0 > 5            | false
          not not 1                | true
          0 or 5                   | 5
          3 and 4                  | 4
          0 and 1 / 0              | 0
          1 or 1 / 0               | 1
          1 if arg_0 > 5 else 1 / 0 | 1
          'x' if False else 'y' if False else 'z' | "z"
          min(3, 1, 2)             | 1
          max(3, arg_0, arg_1)     | 7
          abs(-4)                  | 4
          abs(-2.5)                | 2.5
          int(3.9)                 | 3
          int(-3.9)                | -3
          int('12')                | 12
          float('1.5')             | 1.5
          float(2)                 | 2.0
          round(2.5)               | 2
          round(3.5)               | 4
          round(2.675, 2)          | 2.67
          round(1234, -2)          | 1200
          str(12) + 'px'           | "12px"
          None == None             | true
          """)
  void shouldCalculateLikePython(String formula, String expected) {
    assertThat(Reading.shown(ScalarNode.of(Position.startOf("t"), calculate(formula), List.of())))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          9**9**9            | calc: the result is too large
          2 ** 1000          | calc: the result is too large
          1e308 * 10         | calc: the result is too large
          10.0 ** 400        | calc: the result is too large
          1 / 0              | calc: division by zero
          1 // 0             | calc: division by zero
          1.0 % 0            | calc: division by zero
          arg_9              | calc: unknown name "arg_9". Did you mean "arg_0" or "arg_1"?
          foo(1)             | calc: unknown function "foo"
          mx(1)              | calc: unknown function "mx". Did you mean "max"?
          __import__('os')   | calc: unknown function "__import__"
          1 +                | calc: expected a value or an operator but found the end of the formula
          (1                 | calc: expected ")" but found the end of the formula
          1 2                | calc: expected a value or an operator but found "2"
          1 = 2              | calc: cannot read "= 2"
          a.b                | calc: cannot read ".b"
          [1]                | calc: cannot read "[1]"
          'a' * 3            | calc: "*" needs numbers (found the text "a")
          'a' + 1            | calc: "+" needs numbers (found the text "a")
          True + 1           | calc: "+" needs numbers (found true)
          1 < 'a'            | calc: "<" needs numbers (found the text "a")
          int('x')           | calc: int needs a number (found "x")
          int(None)          | calc: int needs a number (found null)
          min()              | calc: min needs arguments
          abs(1, 2)          | calc: abs takes one argument: 2
          round(1, 99)       | calc: round needs a number of digits up to 15
          1 if 2             | calc: expected "else" but found the end of the formula
          ``                 | calc: expected a value or an operator but found the end of the formula
          """)
  void shouldRefuse(String formula, String message) {
    assertThatExceptionOfType(SyntaxProblem.class)
        .isThrownBy(() -> calculate(formula))
        .withMessage(message);
  }

  @Test
  void shouldBoundSizeAndNesting() {
    assertThatExceptionOfType(SyntaxProblem.class)
        .isThrownBy(() -> calculate("(".repeat(500)))
        .withMessage("calc: more than 50 levels of nesting");
    assertThatExceptionOfType(SyntaxProblem.class)
        .isThrownBy(() -> calculate("-".repeat(500) + "1"))
        .withMessage("calc: more than 50 levels of nesting");
    assertThatExceptionOfType(SyntaxProblem.class)
        .isThrownBy(() -> calculate("1" + "+1".repeat(1_000)))
        .withMessage("calc: a formula of more than 1000 characters");
    assertThatExceptionOfType(SyntaxProblem.class)
        .isThrownBy(() -> calculate("2" + "**2".repeat(300)))
        .withMessage("calc: the result is too large");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ${calc:"arg_0 * 2", 21}                               | 42
          ${calc:'arg_0 if arg_1 else 0', ${n}, ${b}}           | 5
          ${calc:"arg_0 + '!'", 'a, b'}                         | "a, b!"
          ${calc:arg_0 + 1, 2}                                  | 3
          ${calc:"arg_0 + 1", ${oc.decode:${oc.env:X, 4}}}      | 5
          ${calc:"arg_0 + 1", ${oc.env:X, 4}}                   | calc: "+" needs numbers (found the text "4")
          ${calc:"arg_0", ${m}}                                 | calc cannot use a map or a list: arg_0
          """)
  void shouldTakeArguments(String written, String expected) {
    assertThat(Reading.valueOf("n: 5\nb: true\nm: {}\nv: " + written, Map.of()))
        .isEqualTo(expected);
  }

  private static Scalar calculate(String formula) {
    Position at = Position.startOf("t");
    return Calculator.evaluate(
        formula,
        List.of(
            ScalarNode.of(at, Scalar.Whole.of(7), List.of()),
            ScalarNode.of(at, new Scalar.Decimal(2.5), List.of())));
  }
}
