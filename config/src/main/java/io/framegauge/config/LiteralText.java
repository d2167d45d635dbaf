package io.framegauge.config;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// What `oc.decode` makes of a text: OmegaConf's literals. `null`, `true` and `false` in any case,
/// `1_000`, `1.5e3`, texts in quotes, `[a, b]`, `{a: 1}`; all other text stays text (`08`, `0x10`,
/// `yes`). A `${` in it is text like any other.
final class LiteralText {
  private static final int DEEPEST = 50;
  private static final String DIGITS = "(0|[1-9](_?[0-9])*)";
  private static final String FRACTION = "[0-9](_?[0-9])*";
  private static final Pattern WHOLE = Pattern.compile("[+-]?" + DIGITS);
  private static final Pattern DECIMAL =
      Pattern.compile(
          String.format(
              "[+-]?((%1$s\\.|(%1$s)?\\.%2$s)([eE][+-]?%2$s)?|%1$s[eE][+-]?%2$s)",
              DIGITS, FRACTION));
  private static final Pattern INFINITE = Pattern.compile("(?i)[+-]?inf");
  private static final Pattern NOT_A_NUMBER = Pattern.compile("(?i)[+-]?nan");

  private final Position position;
  private final List<String> variables;
  private final String text;
  private int at;

  private LiteralText(Position position, String text, List<String> variables) {
    this.position = position;
    this.text = text;
    this.variables = variables;
  }

  /// @throws SyntaxProblem if brackets or quotes do not fit
  static ConfigNode parse(Position position, String text, List<String> variables) {
    String trimmed = text.strip();
    boolean simple = trimmed.isEmpty() || "[{'\"".indexOf(trimmed.charAt(0)) < 0;
    LiteralText literal = new LiteralText(position, trimmed, variables);
    if (simple) {
      return literal.primitive(trimmed);
    }
    ConfigNode node = literal.element(0, "");
    literal.skipSpace();
    if (literal.at < trimmed.length()) {
      throw literal.bad("text after the end");
    }
    return node;
  }

  private ConfigNode element(int depth, String ends) {
    if (depth > DEEPEST) {
      throw bad("more than " + DEEPEST + " levels of nesting");
    }
    skipSpace();
    return switch (peek()) {
      case '[' -> list(depth);
      case '{' -> map(depth);
      case '\'', '"' -> {
        String quoted = quoted();
        yield new ScalarNode(position, new Scalar.Text(quoted), quoted, true, variables);
      }
      default -> primitive(word(ends));
    };
  }

  private ConfigNode list(int depth) {
    List<ConfigNode> items = new ArrayList<>();
    at++;
    skipSpace();
    while (peek() != ']') {
      items.add(element(depth + 1, ",]"));
      separator(']');
    }
    at++;
    return new ListNode(position, items, variables);
  }

  private ConfigNode map(int depth) {
    Map<String, MapNode.Entry> entries = new LinkedHashMap<>();
    at++;
    skipSpace();
    while (peek() != '}') {
      String key = peek() == '\'' || peek() == '"' ? quoted() : word(":,}");
      skipSpace();
      if (peek() != ':') {
        throw bad("expected \":\" after the key " + Found.quote(key));
      }
      at++;
      MapNode.Entry entry = new MapNode.Entry(position, element(depth + 1, ",}"));
      if (entries.put(key, entry) != null) {
        throw bad("duplicate key " + Found.quote(key));
      }
      separator('}');
    }
    at++;
    return new MapNode(position, entries, variables);
  }

  private void separator(char end) {
    skipSpace();
    if (peek() == ',') {
      at++;
      skipSpace();
      if (peek() == end) {
        throw bad("expected a value after \",\"");
      }
    } else if (peek() != end) {
      throw bad("expected \",\" or \"" + end + "\"");
    }
  }

  private String quoted() {
    char quote = text.charAt(at++);
    StringBuilder content = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      boolean escape =
          text.charAt(at) == '\\'
              && at + 1 < text.length()
              && (text.charAt(at + 1) == quote || text.charAt(at + 1) == '\\');
      at += escape ? 1 : 0;
      content.append(text.charAt(at++));
    }
    if (at >= text.length()) {
      throw bad("the text in quotes does not end");
    }
    at++;
    return content.toString();
  }

  /// Takes text without quotes, which cannot be empty.
  private String word(String ends) {
    int start = at;
    while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at).strip();
    if (word.isEmpty()) {
      throw bad("expected a value");
    }
    return word;
  }

  private ScalarNode primitive(String word) {
    return new ScalarNode(position, scalar(word), word, false, variables);
  }

  private static Scalar scalar(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "null" -> Scalar.NOTHING;
      case "true" -> new Scalar.Bool(true);
      case "false" -> new Scalar.Bool(false);
      default -> word.length() > CoreScalar.LONGEST_NUMBER ? new Scalar.Text(word) : number(word);
    };
  }

  private static Scalar number(String word) {
    if (WHOLE.matcher(word).matches()) {
      return new Scalar.Whole(new BigInteger(word.replace("_", "")));
    }
    if (DECIMAL.matcher(word).matches()) {
      return new Scalar.Decimal(Double.parseDouble(word.replace("_", "")));
    }
    if (INFINITE.matcher(word).matches()) {
      return new Scalar.Decimal(
          word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }
    return NOT_A_NUMBER.matcher(word).matches()
        ? new Scalar.Decimal(Double.NaN)
        : new Scalar.Text(word);
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private SyntaxProblem bad(String reason) {
    return new SyntaxProblem(
        "cannot be decoded: "
            + reason
            + ", at character "
            + (at + 1)
            + " "
            + Found.in(text, variables));
  }
}
