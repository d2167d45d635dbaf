package io.framegauge.adapters.cli;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A scrape in the text format 0.0.4, read.
record Samples(String text, List<Sample> samples) {
  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? ([^ ]+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"(?:,|$)");

  /// One line of it.
  record Sample(String name, Map<String, String> labels, double value) {}

  static Samples of(String text) {
    return new Samples(
        text, text.lines().filter(line -> !line.startsWith("#")).map(Samples::sample).toList());
  }

  static Samples scrape(Ports ports) {
    return of(Web.text(page(ports)));
  }

  static URI page(Ports ports) {
    return ports.page("/metrics");
  }

  private static Sample sample(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new AssertionError("not a sample: " + line);
    }
    Map<String, String> labels = new HashMap<>();
    Matcher label = LABEL.matcher(matcher.group(2) == null ? "" : matcher.group(2));
    while (label.find()) {
      labels.put(label.group(1), label.group(2));
    }
    return new Sample(matcher.group(1), labels, value(matcher.group(3)));
  }

  private static double value(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  Set<String> names() {
    return samples.stream().map(Sample::name).collect(Collectors.toSet());
  }

  /// The series of a name that have all of these labels, given as name and value in turn.
  List<Sample> series(String name, String... labels) {
    return samples.stream()
        .filter(sample -> sample.name().equals(name) && has(sample, labels))
        .toList();
  }

  private static boolean has(Sample sample, String... labels) {
    for (int i = 0; i < labels.length; i += 2) {
      if (!labels[i + 1].equals(sample.labels().get(labels[i]))) {
        return false;
      }
    }
    return true;
  }

  /// The value of the one series that has these labels.
  double value(String name, String... labels) {
    List<Sample> found = series(name, labels);
    if (found.size() != 1) {
      throw new AssertionError(
          "%d series of %s with %s in%n%s".formatted(found.size(), name, List.of(labels), text));
    }
    return found.getFirst().value();
  }
}
