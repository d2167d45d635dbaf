package io.framegauge.pipeline;

import io.framegauge.config.Suggestion;
import io.framegauge.pipeline.gst.Factories;
import io.framegauge.pipeline.gst.PropertyWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.freedesktop.gstreamer.ElementFactory;

/// Looks over gst-launch text before GStreamer parses it: GStreamer clamps a number that is out of
/// range, and suggests nothing.
///
/// A word is the name of a factory where an element may stand, `name=value` behind it one of its
/// properties. An element may also stand behind another without a link: there a word that is no
/// factory is left to GStreamer, as is what is not understood (caps, pads, bins).
final class LaunchText {
  /// As GStreamer divides the text: only a value, or a whole word, can be in quotes; a backslash
  /// keeps a space in a word.
  private static final Pattern WORD =
      Pattern.compile(
          "(?:(?<key>\\w[\\w%:-]*+)\\s*+=\\s*+)?(?<value>"
              + "\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'"
              + "|(?=\\S)[^\\s\\\\]*+(?:\\\\.[^\\s\\\\]*+)*+)",
          Pattern.DOTALL);

  private static final Pattern FACTORY = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
  private static final Pattern PROPERTY = Pattern.compile("[a-z][A-Za-z0-9_-]*");

  /// What keeps its backslashes, and the others.
  private static final Pattern ESCAPED =
      Pattern.compile("(\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"?)|\\\\(.)", Pattern.DOTALL);

  private final FactoryNames factories;
  private final List<String> problems = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();
  private final Map<String, Long> samples = new HashMap<>(); // addresses of elements

  LaunchText(FactoryNames factories) {
    this.factories = factories;
  }

  /// Everything that is wrong with the elements of a text, in the form `rule: name=value`.
  List<String> problems(String text) {
    try {
      look(text);
    } finally {
      samples.values().forEach(Factories::drop);
      samples.clear();
    }
    return List.copyOf(problems);
  }

  private void look(String text) {
    String factory = "";
    boolean begins = true;
    Matcher words = WORD.matcher(text);
    while (words.find()) {
      String word = words.group();
      String key = words.group("key");
      if (key != null) {
        begins = false;
        if (!factory.isEmpty() && PROPERTY.matcher(key).matches()) {
          check(factory, key, plain(words.group("value")));
        }
      } else if (FACTORY.matcher(word).matches()) {
        factory = begins || factories.has(word) ? element(word) : "";
        begins = false;
      } else {
        begins = word.equals("!");
        factory = "";
      }
    }
  }

  /// The factory of this name; empty, and a problem, when there is none.
  private String element(String word) {
    if (factories.has(word)) {
      return word;
    }
    unknown.add(word);
    problems.add(
        "unknown element factory: element=" + word + Suggestion.didYouMean(word, factories.all()));
    return "";
  }

  /// Factories of the text that the machine does not have.
  List<String> unknown() {
    return unknown;
  }

  private void check(String factory, String name, String value) {
    if (name.equals("name")) {
      return;
    }
    long sample = samples.computeIfAbsent(factory, Factories::make);
    if (!PropertyWriter.has(sample, name)) {
      problems.add(
          "unknown property of "
              + factory
              + ": "
              + name
              + Suggestion.didYouMean(name, properties(factory)));
    } else if (!PropertyWriter.takesObject(sample, name)) { // GStreamer makes one of the text
      PropertyWriter.set(sample, name, value)
          .ifPresent(rule -> problems.add(rule + ": " + name + "=" + value));
    }
  }

  private static List<String> properties(String factory) {
    return ElementFactory.make(factory, null).listPropertyNames();
  }

  /// A value as GStreamer sets it: without its quotes and without backslashes outside of quotes.
  private static String plain(String value) {
    boolean quoted =
        value.length() > 1
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    String inside = quoted ? value.substring(1, value.length() - 1) : value;
    return ESCAPED.matcher(inside).replaceAll("$1$2");
  }
}
