package io.framegauge.config;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a formula with Python's operators and precedence:
///
/// ```
/// choice     = or [ "if" or "else" choice ]
/// or         = and { "or" and }              and = not { "and" not }
/// not        = "not" not | comparison        comparison = sum { ("<" | "<=" | …) sum }
/// sum        = product { ("+" | "-") product }
/// product    = sign { ("*" | "/" | "//" | "%") sign }
/// sign       = ("-" | "+") sign | power      power = atom [ "**" sign ]
/// atom       = number | text | name [ "(" choice {"," choice} ")" ] | "(" choice ")"
/// ```
final class FormulaParser {
  private static final int LONGEST = 1_000;
  private static final int DEEPEST = 50;
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<number>(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)"
              + "|(?<text>'[^'\\\\]*'|\"[^\"\\\\]*\")"
              + "|(?<name>[A-Za-z_][A-Za-z0-9_]*)"
              + "|(?<operator>\\*\\*|//|<=|>=|==|!=|[-+*/%<>(),]))");
  private static final Set<String> COMPARISONS = Set.of("<", "<=", ">", ">=", "==", "!=");
  private static final Set<String> WORDS = Set.of("and", "or", "not", "if", "else");

  private final List<String> tokens;
  private int next;
  private int depth;

  private FormulaParser(List<String> tokens) {
    this.tokens = tokens;
  }

  /// @throws SyntaxProblem if the formula is not well-formed
  static Formula parse(String formula) {
    if (formula.length() > LONGEST) {
      throw new SyntaxProblem("calc: a formula of more than " + LONGEST + " characters");
    }
    FormulaParser parser = new FormulaParser(tokens(formula));
    Formula parsed = parser.choice();
    if (!parser.peek().isEmpty()) {
      throw parser.unexpected();
    }
    return parsed;
  }

  private static List<String> tokens(String formula) {
    List<String> tokens = new ArrayList<>();
    String trimmed = formula.stripTrailing();
    Matcher matcher = TOKEN.matcher(trimmed);
    int at = 0;
    while (at < trimmed.length()) {
      if (!matcher.region(at, trimmed.length()).lookingAt()) {
        throw new SyntaxProblem(
            "calc: cannot read " + Found.quote(trimmed.substring(at).stripLeading()));
      }
      tokens.add(matcher.group().strip());
      at = matcher.end();
    }
    return tokens;
  }

  private Formula choice() {
    if (++depth > DEEPEST) {
      throw new SyntaxProblem("calc: more than " + DEEPEST + " levels of nesting");
    }
    Formula yes = or();
    if (take("if")) {
      Formula condition = or();
      expect("else");
      yes = new Formula.Choice(condition, yes, choice());
    }
    depth--;
    return yes;
  }

  private Formula or() {
    Formula left = and();
    while (take("or")) {
      left = new Formula.Logic(false, left, and());
    }
    return left;
  }

  private Formula and() {
    Formula left = not();
    while (take("and")) {
      left = new Formula.Logic(true, left, not());
    }
    return left;
  }

  private Formula not() {
    return take("not") ? nested("not", this::not) : comparison();
  }

  private Formula comparison() {
    Formula first = sum();
    List<String> operators = new ArrayList<>();
    List<Formula> others = new ArrayList<>();
    while (COMPARISONS.contains(peek())) {
      operators.add(tokens.get(next++));
      others.add(sum());
    }
    return others.isEmpty() ? first : new Formula.Comparison(first, operators, others);
  }

  private Formula sum() {
    return binary(this::product, Set.of("+", "-"));
  }

  private Formula product() {
    return binary(this::sign, Set.of("*", "/", "//", "%"));
  }

  private Formula binary(Supplier<Formula> operand, Set<String> operators) {
    Formula left = operand.get();
    while (operators.contains(peek())) {
      String operator = tokens.get(next++);
      left = new Formula.Binary(operator, left, operand.get());
    }
    return left;
  }

  private Formula sign() {
    if (peek().equals("-") || peek().equals("+")) {
      return nested(tokens.get(next++), this::sign);
    }
    Formula base = atom();
    return take("**") ? new Formula.Binary("**", base, sign()) : base;
  }

  private Formula nested(String operator, Supplier<Formula> operand) {
    if (++depth > DEEPEST) {
      throw new SyntaxProblem("calc: more than " + DEEPEST + " levels of nesting");
    }
    Formula unary = new Formula.Unary(operator, operand.get());
    depth--;
    return unary;
  }

  private Formula atom() {
    String token = peek();
    if (token.isEmpty() || WORDS.contains(token)) {
      throw unexpected();
    }
    next++;
    char first = token.charAt(0);
    if (first == '(') {
      Formula inner = choice();
      expect(")");
      return inner;
    }
    if (first == '\'' || first == '"') {
      String text = token.substring(1, token.length() - 1);
      return new Formula.Constant(new Scalar.Text(text));
    }
    if (Character.isDigit(first) || (first == '.' && token.length() > 1)) {
      return new Formula.Constant(number(token));
    }
    if (!Character.isLetter(first) && first != '_') {
      next--;
      throw unexpected();
    }
    return take("(") ? invocation(token) : name(token);
  }

  private Formula invocation(String function) {
    List<Formula> arguments = new ArrayList<>();
    if (!peek().equals(")")) {
      do {
        arguments.add(choice());
      } while (take(","));
    }
    expect(")");
    return new Formula.Invocation(function, arguments);
  }

  private static Formula name(String name) {
    return switch (name) {
      case "True", "true" -> new Formula.Constant(new Scalar.Bool(true));
      case "False", "false" -> new Formula.Constant(new Scalar.Bool(false));
      case "None", "null" -> new Formula.Constant(Scalar.NOTHING);
      default -> new Formula.Name(name);
    };
  }

  private static Scalar number(String token) {
    boolean whole = token.chars().allMatch(Character::isDigit);
    if (token.length() > CoreScalar.LONGEST_NUMBER) {
      throw new SyntaxProblem("calc: the number is too large: " + Found.quote(token));
    }
    return whole
        ? new Scalar.Whole(new BigInteger(token))
        : new Scalar.Decimal(Double.parseDouble(token));
  }

  private boolean take(String token) {
    boolean fits = peek().equals(token);
    next += fits ? 1 : 0;
    return fits;
  }

  private void expect(String token) {
    if (!take(token)) {
      throw new SyntaxProblem("calc: expected " + Found.quote(token) + " but found " + found());
    }
  }

  private String peek() {
    return next < tokens.size() ? tokens.get(next) : "";
  }

  private SyntaxProblem unexpected() {
    return new SyntaxProblem("calc: expected a value or an operator but found " + found());
  }

  private String found() {
    return peek().isEmpty() ? "the end of the formula" : Found.quote(peek());
  }
}
