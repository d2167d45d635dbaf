package io.framegauge.pipeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Names of stages: what the user wrote, or factory and n for the n-th unnamed element of a
/// factory.
final class StageNames {
  private static final Pattern NUMBERED = Pattern.compile("(.*?)(\\d+)");

  private final Map<String, Integer> unnamed = new HashMap<>();

  /// The name of the next unnamed element of a factory.
  String next(String factory) {
    return factory + (unnamed.merge(factory, 1, Integer::sum) - 1);
  }

  /// An element of a parsed text, as GStreamer named it.
  record Parsed(String name, String factory) {}

  /// Names for the elements of a gst-launch text, by GStreamer's names. GStreamer numbers unnamed
  /// elements through the whole process, so its numbers only tell their order in the text.
  static Map<String, String> ofText(String text, List<Parsed> elements) {
    Map<String, String> names = new HashMap<>();
    Map<String, List<Parsed>> numbered =
        elements.stream()
            .filter(element -> !isWritten(text, element.name()))
            .collect(Collectors.groupingBy(Parsed::factory));
    elements.forEach(element -> names.put(element.name(), element.name()));
    StageNames own = new StageNames();
    numbered.forEach((factory, unnamed) ->
        unnamed.stream()
            .sorted((a, b) -> Long.compare(number(a.name()), number(b.name())))
            .forEach(element -> names.put(element.name(), own.next(factory))));
    return names;
  }

  private static boolean isWritten(String text, String name) {
    return Pattern.compile("\\bname\\s*=\\s*[\"']?" + Pattern.quote(name) + "[\"']?(\\s|$|!|\\))")
        .matcher(text)
        .find();
  }

  private static long number(String name) {
    Matcher matcher = NUMBERED.matcher(name);
    return matcher.matches() ? Long.parseLong(matcher.group(2)) : Long.MAX_VALUE;
  }
}
