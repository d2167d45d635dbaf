package io.framegauge.telemetry.metrics;

import io.framegauge.telemetry.record.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The rules for names of metrics and labels: the classic Prometheus character sets without colons,
/// and what is taken. Each method answers the rule that is broken, if one is.
final class Names {
  /// Endings that a type or a histogram adds to a name.
  private static final List<String> SUFFIXES =
      List.of("_total", "_bucket", "_created", "_info", "_sum", "_count");

  /// Endings that no user's family may have: formats read them as another type's.
  private static final List<String> FORBIDDEN_SUFFIXES = SUFFIXES.subList(0, 4);

  private static final List<String> PREFIXES =
      List.of("framegauge_", "jvm_", "process_", "scrape_");
  private static final Pattern LEGAL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern UNIT = Pattern.compile("[a-zA-Z0-9]+(_[a-zA-Z0-9]+)*");
  private static final Set<String> RESERVED_LABELS = Set.of("le", "quantile", Metric.PIPELINE_NAME);
  private static final Set<String> BUILT_IN =
      Arrays.stream(Metric.values()).map(Metric::baseName).collect(Collectors.toUnmodifiableSet());

  /// As much as the telemetry memory has room for.
  private static final int MAX_NAME = 200;

  private static final int MAX_UNIT = 60;
  private static final int MAX_LABELS = 380;

  private Names() {}

  static Optional<String> metricRule(String name) {
    if (!LEGAL.matcher(name).matches()) {
      return Optional.of("metric name must match [a-zA-Z_][a-zA-Z0-9_]*");
    }
    if (name.length() > MAX_NAME) {
      return Optional.of("metric name must have at most " + MAX_NAME + " characters");
    }
    for (String suffix : FORBIDDEN_SUFFIXES) {
      if (name.endsWith(suffix)) {
        return Optional.of("metric name must not end in " + suffix);
      }
    }
    if (name.equals("up") || BUILT_IN.contains(withoutSuffixes(name))) {
      return Optional.of("metric name must not be that of a built-in metric");
    }
    for (String prefix : PREFIXES) {
      if (name.startsWith(prefix)) {
        return Optional.of("metric name must not start with the reserved " + prefix);
      }
    }
    return Optional.empty();
  }

  static Optional<String> labelRule(String name) {
    if (!LEGAL.matcher(name).matches()) {
      return Optional.of("label name must match [a-zA-Z_][a-zA-Z0-9_]*");
    }
    if (name.startsWith("__")) {
      return Optional.of("label name must not start with __");
    }
    if (RESERVED_LABELS.contains(name)) {
      return Optional.of("label name is reserved");
    }
    return Optional.empty();
  }

  static Optional<String> labelsRule(List<String> names) {
    int characters = names.stream().mapToInt(name -> name.length() + 1).sum();
    return characters > MAX_LABELS
        ? Optional.of("label names must have at most " + MAX_LABELS + " characters together")
        : Optional.empty();
  }

  static Optional<String> unitRule(String unit) {
    if (!unit.isEmpty() && !UNIT.matcher(unit).matches()) {
      return Optional.of("unit must be words of letters and digits, joined by _");
    }
    if (unit.length() > MAX_UNIT) {
      return Optional.of("unit must have at most " + MAX_UNIT + " characters");
    }
    if (SUFFIXES.stream().anyMatch(("_" + unit)::endsWith)) {
      return Optional.of("unit must not be the ending of a metric type");
    }
    return Optional.empty();
  }

  /// The name without any number of an ending.
  static String without(String name, String ending) {
    String base = name;
    while (base.endsWith(ending)) {
      base = base.substring(0, base.length() - ending.length());
    }
    return base;
  }

  private static String withoutSuffixes(String name) {
    for (String suffix : SUFFIXES) {
      if (name.endsWith(suffix)) {
        return withoutSuffixes(name.substring(0, name.length() - suffix.length()));
      }
    }
    return name;
  }
}
