package io.framegauge.pipeline.plugin;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;

/// A message of the compiler as its command line shows it, with the column:
///
/// ```
/// Tracker.java:7:12: error: cannot find symbol
///     return lable;
///            ^
///   symbol:   variable lable
/// ```
final class CompilerMessage {
  private static final Pattern LINE_END = Pattern.compile("\\R");

  private CompilerMessage() {}

  static String of(Diagnostic<?> diagnostic, Path file, String text) {
    String kind = diagnostic.getKind() == Diagnostic.Kind.ERROR ? "error" : "warning";
    String[] message = LINE_END.split(diagnostic.getMessage(Locale.ENGLISH), 2);
    String details = message.length > 1 ? "\n" + message[1] : "";
    int at = (int) Math.min(diagnostic.getPosition(), text.length());
    if (diagnostic.getPosition() == Diagnostic.NOPOS) {
      return "%s: %s: %s%s".formatted(file, kind, message[0], details);
    }
    String before = text.substring(startOfLine(text, at), at);
    return "%s:%d:%d: %s: %s\n%s\n%s^%s"
        .formatted(
            file,
            diagnostic.getLineNumber(),
            before.codePointCount(0, before.length()) + 1,
            kind,
            message[0],
            (before + LINE_END.split(text.substring(at), 2)[0]).replace('\t', ' '),
            " ".repeat(before.codePointCount(0, before.length())),
            details);
  }

  private static int startOfLine(String text, int at) {
    return Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
  }
}
