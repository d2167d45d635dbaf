package io.framegauge.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Evaluates a `calc` formula with Python's meaning of the operators, without anything that could
/// take long or reach outside.
final class Calculator {
  private final Map<String, ScalarNode> names;

  private Calculator(Map<String, ScalarNode> names) {
    this.names = names;
  }

  /// @param arguments what `arg_0`, `arg_1` … stand for
  /// @throws SyntaxProblem if there is no result
  static Scalar evaluate(String formula, List<ScalarNode> arguments) {
    Map<String, ScalarNode> names = new LinkedHashMap<>();
    arguments.forEach(argument -> names.put("arg_" + names.size(), argument));
    return new Calculator(names).value(FormulaParser.parse(formula));
  }

  private Scalar value(Formula formula) {
    return switch (formula) {
      case Formula.Constant(Scalar value) -> value;
      case Formula.Name(String name) -> argument(name);
      case Formula.Unary(String operator, Formula operand) -> unary(operator, value(operand));
      case Formula.Binary(String operator, Formula left, Formula right) ->
          Arithmetic.binary(operator, value(left), value(right));
      case Formula.Comparison comparison -> new Scalar.Bool(holds(comparison));
      case Formula.Logic(boolean and, Formula left, Formula right) -> {
        Scalar first = value(left);
        yield Arithmetic.isTrue(first) == and ? value(right) : first;
      }
      case Formula.Choice(Formula condition, Formula yes, Formula no) ->
          value(Arithmetic.isTrue(value(condition)) ? yes : no);
      case Formula.Invocation(String function, List<Formula> arguments) ->
          CalcFunctions.invoke(function, arguments.stream().map(this::value).toList());
    };
  }

  private Scalar argument(String name) {
    ScalarNode argument = names.get(name);
    if (argument == null) {
      throw new SyntaxProblem(
          "calc: unknown name "
              + Found.quote(name)
              + Suggestion.didYouMean(name, new ArrayList<>(names.keySet())));
    }
    return argument.value();
  }

  private static Scalar unary(String operator, Scalar operand) {
    return switch (operator) {
      case "not" -> new Scalar.Bool(!Arithmetic.isTrue(operand));
      case "-" -> Arithmetic.binary("-", Scalar.Whole.of(0), operand);
      default -> Arithmetic.binary("+", Scalar.Whole.of(0), operand);
    };
  }

  private boolean holds(Formula.Comparison comparison) {
    Scalar left = value(comparison.first());
    for (int i = 0; i < comparison.operators().size(); i++) {
      Scalar right = value(comparison.others().get(i));
      if (!Arithmetic.compares(comparison.operators().get(i), left, right)) {
        return false;
      }
      left = right;
    }
    return true;
  }
}
