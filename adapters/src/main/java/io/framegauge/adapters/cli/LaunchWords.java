package io.framegauge.adapters.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes one gst-launch text of the arguments of `launch`, each of which the shell has taken out of
/// its quotes: a value with whitespace gets quotes of gst-launch's own, as `gst-launch-1.0` gives
/// it an escape.
final class LaunchWords {
  private static final Pattern ASSIGNMENT = Pattern.compile("(\\w[\\w%:-]*=)(.*)", Pattern.DOTALL);
  private static final Pattern CAPS =
      Pattern.compile("[A-Za-z0-9-]+/[A-Za-z0-9-].*", Pattern.DOTALL);
  private static final Pattern WHITESPACE = Pattern.compile("\\s");

  /// In quotes, or without whitespace but behind backslashes.
  private static final Pattern ONE_STRING =
      Pattern.compile(
          "\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'"
              + "|[^\\s\\\\]*+(?:\\\\.[^\\s\\\\]*+)*+",
          Pattern.DOTALL);

  private LaunchWords() {}

  /// The text; a single argument is the text itself.
  static String text(List<String> arguments) {
    if (arguments.size() == 1) {
      return arguments.getFirst();
    }
    List<String> words = new ArrayList<>();
    boolean caps = false; // up to the next link, with spaces and quotes of another syntax
    for (String argument : arguments) {
      caps = !argument.equals("!") && (caps || CAPS.matcher(argument).matches());
      words.add(caps ? argument : quoted(argument));
    }
    return String.join(" ", words);
  }

  private static String quoted(String argument) {
    Matcher assignment = ASSIGNMENT.matcher(argument);
    if (!assignment.matches()) {
      return argument;
    }
    String value = assignment.group(2);
    if (!WHITESPACE.matcher(value).find() || ONE_STRING.matcher(value).matches()) {
      return argument;
    }
    return assignment.group(1) + '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
