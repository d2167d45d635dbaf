package io.framegauge.config;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How a value is shown to the user: short, on one line, without its secrets.
final class Found {
  static final String HIDDEN = "***";

  private static final int LONGEST = 80;
  private static final Set<Integer> HIDDEN_TYPES =
      Set.of(
          (int) Character.CONTROL,
          (int) Character.FORMAT,
          (int) Character.SURROGATE,
          (int) Character.UNASSIGNED,
          (int) Character.LINE_SEPARATOR,
          (int) Character.PARAGRAPH_SEPARATOR);
  private static final Pattern SECRET =
      Pattern.compile("secret|password|passwd|token", Pattern.CASE_INSENSITIVE);
  private static final Pattern PASSWORD_IN_URI = Pattern.compile("(://[^/@:\\s]*:)[^/\\s]*@");

  private Found() {}

  /// `(found "abc", from the environment variable NAME)`.
  static String in(ConfigPath path, ConfigNode node) {
    return "(found " + value(path, node) + origin(node.variables()) + ")";
  }

  /// The same for text that is not a value yet.
  static String in(String text, List<String> variables) {
    boolean secret = variables.stream().anyMatch(v -> SECRET.matcher(v).find());
    return "(found " + (secret ? HIDDEN : quote(text)) + origin(variables) + ")";
  }

  static String origin(List<String> variables) {
    return switch (variables.size()) {
      case 0 -> "";
      case 1 -> ", from the environment variable " + variables.getFirst();
      default ->
          variables.stream()
              .collect(Collectors.joining(", ", ", from the environment variables ", ""));
    };
  }

  static boolean isSecret(ConfigPath path, ConfigNode node) {
    return path.segments().stream().anyMatch(s -> SECRET.matcher(s).find())
        || node.variables().stream().anyMatch(v -> SECRET.matcher(v).find());
  }

  /// Text without the password of a URI in it.
  static String withoutPassword(String text) {
    return PASSWORD_IN_URI.matcher(text).replaceAll("$1" + HIDDEN + "@");
  }

  /// Text in double quotes on one line, cut when it is long.
  static String quote(String text) {
    String shown = withoutPassword(text);
    int[] points = shown.codePoints().limit(LONGEST + 1L).toArray();
    boolean cut = points.length > LONGEST;
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < Math.min(points.length, LONGEST); i++) {
      escape(points[i], quoted);
    }
    return quoted.append(cut ? "…" : "").append('"').toString();
  }

  /// Text whose control characters and the like are written as escapes.
  static String printable(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(point -> printable(point, out));
    return out.toString();
  }

  /// Writes a character as it stands between double quotes.
  static void escape(int point, StringBuilder out) {
    out.append(point == '"' || point == '\\' ? "\\" : "");
    printable(point, out);
  }

  private static void printable(int point, StringBuilder out) {
    switch (point) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        String code = String.format(point > 0xFFFF ? "\\U%08X" : "\\u%04X", point);
        out.append(
            HIDDEN_TYPES.contains(Character.getType(point)) ? code : Character.toString(point));
      }
    }
  }

  private static String value(ConfigPath path, ConfigNode node) {
    return switch (node) {
      case MapNode map -> "a map";
      case ListNode list -> "a list";
      case ScalarNode scalar when scalar.isNull() -> "null";
      case ScalarNode scalar when isSecret(path, scalar) -> HIDDEN;
      case ScalarNode scalar when scalar.value() instanceof Scalar.Text(String text) -> quote(text);
      case ScalarNode scalar -> scalar.text();
    };
  }
}
