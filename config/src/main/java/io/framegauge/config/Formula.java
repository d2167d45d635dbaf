package io.framegauge.config;

import java.util.List;

/// What a `calc` formula says.
sealed interface Formula {

  /// A number, a text, `true`, `false` or `null` that stands in the formula.
  record Constant(Scalar value) implements Formula {}

  /// `arg_0`, `arg_1` …
  record Name(String name) implements Formula {}

  /// `-x`, `+x`, `not x`.
  record Unary(String operator, Formula operand) implements Formula {}

  /// Arithmetic.
  record Binary(String operator, Formula left, Formula right) implements Formula {}

  /// `a < b <= c`: true if each pair compares so.
  record Comparison(Formula first, List<String> operators, List<Formula> others)
      implements Formula {
    public Comparison {
      operators = List.copyOf(operators);
      others = List.copyOf(others);
    }
  }

  /// `a and b`, `a or b`: one of the operands, as in Python.
  record Logic(boolean and, Formula left, Formula right) implements Formula {}

  /// `yes if condition else no`.
  record Choice(Formula condition, Formula yes, Formula no) implements Formula {}

  /// `max(a, b)`.
  record Invocation(String function, List<Formula> arguments) implements Formula {
    public Invocation {
      arguments = List.copyOf(arguments);
    }
  }
}
