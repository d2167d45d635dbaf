package io.framegauge.config;

import java.util.regex.Pattern;

/// Writes scalars so that reading them again gives the same values.
final class YamlScalars {
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./][\\p{L}\\p{N}_./+@~=-]*");

  private YamlScalars() {}

  static String key(String key) {
    return isPlain(key) ? key : quoted(key);
  }

  /// A value, hidden if it is a secret.
  static String value(ConfigPath path, ScalarNode scalar) {
    if (!scalar.isNull() && Found.isSecret(path, scalar)) {
      return "\"" + Found.HIDDEN + "\"";
    }
    if (!(scalar.value() instanceof Scalar.Text(String text))) {
      return scalar.value().text();
    }
    String shown = Found.withoutPassword(text);
    return isPlain(shown) ? shown : quoted(literal(shown));
  }

  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(point -> Found.escape(point, quoted));
    return quoted.append('"').toString();
  }

  /// Text in which `${` stays what it is when it is read again.
  private static String literal(String text) {
    return text.contains("${") ? text.replaceAll("(\\\\*)\\$\\{", "$1$1\\\\\\${") : text;
  }

  private static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches()
        && CoreScalar.parse(text) instanceof Scalar.Text
        && !text.equals("<<");
  }
}
