package io.framegauge.telemetry.metrics;

import io.framegauge.telemetry.record.Metric;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Labels that are added to every series, in a fixed order: that of their names.
///
/// @param labels values by name
public record ExtraLabels(Map<String, String> labels) {
  /// No extra labels.
  public static final ExtraLabels NONE = new ExtraLabels(Map.of());

  private static final int MAX_CHARACTERS = 1024;

  /// Labels that metrics of the JVM have, and those of metrics still to come.
  private static final Set<String> OTHER_BUILT_IN =
      Set.of("area", "pool", "gc", "state", "runtime", "vendor", "sink_stage_name");

  private static final Set<String> BUILT_IN =
      Stream.concat(
              OTHER_BUILT_IN.stream(),
              Arrays.stream(Metric.values()).flatMap(metric -> metric.labelNames().stream()))
          .collect(Collectors.toUnmodifiableSet());

  public ExtraLabels {
    Map<String, String> problems = problems(labels);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems.values()));
    }
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /// What is wrong with labels that somebody configured: a message `rule: label=value` by label, in
  /// the order given; empty when they are fit.
  public static SequencedMap<String, String> problems(Map<String, String> labels) {
    SequencedMap<String, String> problems = new LinkedHashMap<>();
    labels.forEach((name, value) ->
        rule(name, value)
            .ifPresent(
                rule -> problems.put(name, rule + ": " + name + "=" + LabelText.clean(value))));
    return problems;
  }

  private static Optional<String> rule(String name, String value) {
    Optional<String> nameRule = Names.labelRule(name);
    if (nameRule.isPresent()) {
      return nameRule;
    }
    if (BUILT_IN.contains(name)) {
      return Optional.of("label name must not be that of a built-in label");
    }
    if (value.isEmpty()) {
      return Optional.of("label value must not be empty");
    }
    if (value.length() > MAX_CHARACTERS) {
      return Optional.of("label value must have at most " + MAX_CHARACTERS + " characters");
    }
    return LabelText.clean(value).equals(value)
        ? Optional.empty()
        : Optional.of("label value must not have control characters");
  }
}
