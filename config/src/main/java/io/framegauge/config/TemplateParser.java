package io.framegauge.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Reads the language of interpolations, which is OmegaConf's:
///
/// ```
/// text      = { characters | "\${" | "${" ws ( call | reference ) ws "}" }
/// call      = name ":" [ argument { "," argument } ]
/// reference = { "." } path, in which ${…} may stand for a part
/// argument  = "'" text "'" | '"' text '"' | characters and ${…} up to "," or "}"
/// ```
///
/// A backslash before `${` makes it literal; two are one backslash and an interpolation.
final class TemplateParser {
  private static final int DEEPEST = 50;
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");
  private static final String ESCAPABLE = "\\,:{}[]()= \t";

  private final String text;
  private int at;
  private int depth;
  private int slashesEnd;

  private TemplateParser(String text) {
    this.text = text;
  }

  /// @throws SyntaxProblem if the text is not well-formed
  static Expression parse(String text) {
    TemplateParser parser = new TemplateParser(text);
    Pieces pieces = new Pieces();
    while (parser.at < text.length()) {
      if (!parser.interpolation(pieces)) {
        pieces.add(text.charAt(parser.at++));
      }
    }
    return pieces.joined();
  }

  /// Text and expressions in a row.
  private static final class Pieces {
    private final List<Expression> parts = new ArrayList<>();
    private final StringBuilder pending = new StringBuilder();

    void add(char character) {
      pending.append(character);
    }

    void add(Expression part) {
      flush();
      parts.add(part);
    }

    private void flush() {
      if (!pending.isEmpty()) {
        parts.add(new Expression.Text(pending.toString()));
        pending.setLength(0);
      }
    }

    Expression joined() {
      flush();
      return switch (parts.size()) {
        case 0 -> new Expression.Text("");
        case 1 -> parts.getFirst();
        default -> new Expression.Joined(parts);
      };
    }
  }

  /// Takes what begins with `${`, escaped or not; otherwise takes nothing and says so.
  private boolean interpolation(Pieces pieces) {
    int slashes = Math.max(at, slashesEnd);
    while (slashes < text.length() && text.charAt(slashes) == '\\') {
      slashes++;
    }
    slashesEnd = slashes;
    if (!text.startsWith("${", slashes)) {
      return false;
    }
    int count = slashes - at;
    for (int i = 0; i < count / 2; i++) {
      pieces.add('\\');
    }
    at = slashes + 2;
    if (count % 2 == 1) {
      pieces.add('$');
      pieces.add('{');
    } else {
      pieces.add(inside());
    }
    return true;
  }

  private Expression inside() {
    int start = at - 2;
    if (++depth > DEEPEST) {
      throw new SyntaxProblem("more than " + DEEPEST + " interpolations in one another");
    }
    skipSpace();
    int up = 0;
    while (peek() == '.') {
      up++;
      at++;
    }
    Pieces head = new Pieces();
    while (peek() != '}' && peek() != ':') {
      if (at >= text.length()) {
        throw unclosed(start);
      }
      if (!interpolation(head)) {
        head.add(text.charAt(at++));
      }
    }
    Expression name = trimmed(head.joined());
    depth--;
    if (text.charAt(at++) == '}') {
      return reference(start, up, name);
    }
    depth++;
    Expression call = call(start, up, name);
    depth--;
    return call;
  }

  private Expression reference(int start, int up, Expression path) {
    if (path instanceof Expression.Text(String keys) && keys.isEmpty()) {
      throw new SyntaxProblem("names no key: " + Found.quote(text.substring(start, at)));
    }
    return new Expression.Reference(up, path);
  }

  private Expression call(int start, int up, Expression name) {
    if (up > 0
        || !(name instanceof Expression.Text(String resolver))
        || !NAME.matcher(resolver).matches()) {
      String found = Found.quote(text.substring(start, at));
      throw new SyntaxProblem("expected the name of a resolver before \":\" (found " + found + ")");
    }
    List<Expression> arguments = new ArrayList<>();
    do {
      arguments.add(argument(start));
    } while (text.charAt(at++) == ',');
    return new Expression.Call(resolver, arguments);
  }

  /// Takes an argument up to the comma or brace behind it.
  private Expression argument(int start) {
    skipSpace();
    char first = peek();
    if (first != '\'' && first != '"') {
      return unquoted(start);
    }
    at++;
    Expression quoted = quoted(first, start);
    skipSpace();
    if (peek() != ',' && peek() != '}') {
      String rest = at < text.length() ? Found.quote(text.substring(at)) : "the end";
      throw new SyntaxProblem(
          "expected \",\" or \"}\" after a text in quotes (found " + rest + ")");
    }
    return quoted;
  }

  private Expression quoted(char quote, int start) {
    Pieces pieces = new Pieces();
    while (peek() != quote) {
      if (at >= text.length()) {
        throw unclosed(start);
      }
      if (interpolation(pieces)) {
        continue;
      }
      boolean escaped = peek() == '\\' && at + 1 < text.length() && text.charAt(at + 1) == quote;
      at += escaped ? 1 : 0;
      pieces.add(text.charAt(at++));
    }
    at++;
    Expression joined = pieces.joined();
    return joined instanceof Expression.Text ? joined : new Expression.Joined(List.of(joined));
  }

  private Expression unquoted(int start) {
    Pieces pieces = new Pieces();
    int brackets = 0;
    char quote = 0;
    while (quote != 0 || brackets > 0 || (peek() != ',' && peek() != '}')) {
      if (at >= text.length()) {
        throw unclosed(start);
      }
      if (interpolation(pieces)) {
        continue;
      }
      char c = text.charAt(at++);
      boolean escaped = c == '\\' && at < text.length() && (quote != 0 || brackets > 0);
      pieces.add(c == '\\' && brackets == 0 && ESCAPABLE.indexOf(peek()) >= 0 ? take() : c);
      if (escaped) {
        pieces.add(take());
      } else if (brackets > 0 && (c == '\'' || c == '"')) {
        quote = quote == 0 ? c : quote == c ? 0 : quote;
      } else if (quote == 0) {
        brackets += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
      }
    }
    Expression joined = trimmed(pieces.joined());
    return joined instanceof Expression.Text(String literal) && !literal.isEmpty()
        ? new Expression.Literal(literal)
        : joined;
  }

  private char take() {
    return text.charAt(at++);
  }

  private static Expression trimmed(Expression expression) {
    if (expression instanceof Expression.Text(String words)) {
      return new Expression.Text(words.strip());
    }
    return expression instanceof Expression.Joined joined ? trimmed(joined.parts()) : expression;
  }

  private static Expression trimmed(List<Expression> parts) {
    List<Expression> trimmed = new ArrayList<>(parts);
    if (trimmed.getFirst() instanceof Expression.Text(String words)) {
      trimmed.set(0, new Expression.Text(words.stripLeading()));
    }
    if (trimmed.getLast() instanceof Expression.Text(String words)) {
      trimmed.set(trimmed.size() - 1, new Expression.Text(words.stripTrailing()));
    }
    trimmed.removeIf(part -> part instanceof Expression.Text(String t) && t.isEmpty());
    return trimmed.size() == 1 ? trimmed.getFirst() : new Expression.Joined(trimmed);
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private SyntaxProblem unclosed(int start) {
    return new SyntaxProblem("no \"}\" closes " + Found.quote(text.substring(start)));
  }
}
