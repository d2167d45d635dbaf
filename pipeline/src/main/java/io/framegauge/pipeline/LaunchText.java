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
/// properties. What is not understood (caps, pads, bins) is left to GStreamer.
final class LaunchText {
  private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");
  private static final Pattern FACTORY = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
  private static final Pattern PROPERTY = Pattern.compile("([a-z][A-Za-z0-9_-]*)=(.*)");

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
      Matcher property = PROPERTY.matcher(word);
      if (word.equals("!")) {
        begins = true;
        factory = "";
      } else if (begins && FACTORY.matcher(word).matches()) {
        begins = false;
        factory = factories.has(word) ? word : "";
        if (factory.isEmpty()) {
          unknown.add(word);
          problems.add(
              "unknown element factory: element="
                  + word
                  + Suggestion.didYouMean(word, factories.all()));
        }
      } else if (!factory.isEmpty() && property.matches()) {
        check(factory, property.group(1), unquoted(property.group(2)));
      } else {
        begins = false;
      }
    }
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
    } else {
      PropertyWriter.set(sample, name, value)
          .ifPresent(rule -> problems.add(rule + ": " + name + "=" + value));
    }
  }

  private static List<String> properties(String factory) {
    return ElementFactory.make(factory, null).listPropertyNames();
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() > 1
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
