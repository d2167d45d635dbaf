package io.framegauge.pipeline;

import io.framegauge.config.Suggestion;
import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.PropertyWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.freedesktop.gstreamer.Element;
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

  private final Set<String> factories;
  private final List<String> problems = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();
  private final Map<String, Element> samples = new HashMap<>();

  LaunchText(Set<String> factories) {
    this.factories = factories;
  }

  /// Everything that is wrong with the elements of a text, in the form `rule: name=value`.
  List<String> problems(String text) {
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
        factory = factories.contains(word) ? word : "";
        if (factory.isEmpty()) {
          unknown.add(word);
          problems.add(
              "unknown element factory: element=" + word + Suggestion.didYouMean(word, factories));
        }
      } else if (!factory.isEmpty() && property.matches()) {
        check(factory, property.group(1), unquoted(property.group(2)));
      } else {
        begins = false;
      }
    }
    return List.copyOf(problems);
  }

  /// Factories of the text that the machine does not have.
  List<String> unknown() {
    return unknown;
  }

  private void check(String factory, String name, String value) {
    if (name.equals("name")) {
      return;
    }
    Element sample = samples.computeIfAbsent(factory, f -> ElementFactory.make(f, null));
    long address = Address.of(sample);
    if (!PropertyWriter.has(address, name)) {
      problems.add(
          "unknown property of "
              + factory
              + ": "
              + name
              + Suggestion.didYouMean(name, sample.listPropertyNames()));
    } else {
      PropertyWriter.set(address, name, value)
          .ifPresent(rule -> problems.add(rule + ": " + name + "=" + value));
    }
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() > 1
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
