package io.framegauge.telemetry.metrics;

/// Makes any text fit for a label value or a help text.
public final class LabelText {
  private static final char REPLACEMENT = '\uFFFD';

  private LabelText() {}

  /// Replaces what no exposition format carries safely by U+FFFD: NUL and the other control
  /// characters but line feed and tab, and halves of surrogate pairs. Everything else stays as it
  /// is; quotes, backslashes and line feeds are escaped when they are written.
  public static String clean(String text) {
    int first = firstUnfit(text, 0);
    if (first == text.length()) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text);
    for (int i = first; i < text.length(); i = firstUnfit(text, i + 1)) {
      clean.setCharAt(i, REPLACEMENT);
    }
    return clean.toString();
  }

  private static int firstUnfit(String text, int from) {
    int i = from;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i += 2;
      } else if (Character.isSurrogate(c)
          || (Character.isISOControl(c) && c != '\n' && c != '\t')) {
        return i;
      } else {
        i++;
      }
    }
    return i;
  }
}
