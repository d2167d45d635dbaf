package io.framegauge.telemetry.metrics;

import io.framegauge.telemetry.counter.FamilyEntry;
import io.framegauge.telemetry.record.SeriesKind;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a family is declared as. Two declarations of one name must be equal.
///
/// @param name without the ending `_total` of counters and `_info` of infos, with the ending of the
///   unit
/// @param help shown to whoever queries; the name when none was given
/// @param unit empty when there is none
/// @param bounds upper bounds of a histogram's buckets but the last one's, which is infinite
/// @param states that a family of states knows
public record Declaration(
    SeriesKind kind,
    String name,
    String help,
    String unit,
    List<String> labelNames,
    SeriesPolicy policy,
    List<Double> bounds,
    List<String> states) {

  public Declaration {
    labelNames = List.copyOf(labelNames);
    bounds = List.copyOf(bounds);
    states = List.copyOf(states);
  }

  /// Checks what a user gave and brings it into the one form.
  static Declaration of(
      SeriesKind kind, String name, String help, String unit, List<String> labelNames) {
    refuse(Names.unitRule(unit), "unit", unit);
    String base = stem(kind, name);
    if (!unit.isEmpty() && !base.endsWith("_" + unit)) {
      base = base + "_" + unit;
    }
    refuse(Names.metricRule(base), "name", name);
    refuse(Names.labelsRule(labelNames), "labels", labelNames.toString());
    Set<String> seen = new HashSet<>();
    for (String label : labelNames) {
      refuse(Names.labelRule(label), "label", label);
      if (!seen.add(label)) {
        throw new IllegalArgumentException("label must be given once: label=" + label);
      }
    }
    return plain(kind, base, help.isEmpty() ? base : help, unit, labelNames);
  }

  /// One that needs no check.
  static Declaration plain(
      SeriesKind kind, String name, String help, String unit, List<String> labelNames) {
    return new Declaration(
        kind, name, help, unit, labelNames, SeriesPolicy.DEFAULT, List.of(), List.of());
  }

  /// The same under a policy, whose source label must be one of the family's.
  Declaration with(SeriesPolicy other) {
    other
        .sourceLabel()
        .filter(label -> !labelNames.contains(label))
        .ifPresent(label -> {
          throw new IllegalArgumentException(
              "source label must be one of the labels: source_label="
                  + label
                  + ", labels="
                  + labelNames);
        });
    return new Declaration(kind, name, help, unit, labelNames, other, bounds, states);
  }

  /// The same with the bounds of a histogram's buckets.
  Declaration withBounds(double... given) {
    return new Declaration(
        kind, name, help, unit, labelNames, policy, Bounds.checked(given), states);
  }

  /// The same with the states of a family of states.
  Declaration withStates(List<String> given) {
    refuse(States.rule(given), "states", given.toString());
    if (labelNames.contains(name)) {
      throw new IllegalArgumentException(
          "label name must not be that of the states: label=" + name);
    }
    return new Declaration(kind, name, help, unit, labelNames, policy, bounds, given);
  }

  /// What a given name is looked up by, before the unit is added.
  static String stem(SeriesKind kind, String name) {
    return switch (kind) {
      case COUNTER -> Names.without(name, "_total");
      case INFO -> Names.without(name, "_info");
      case GAUGE, HISTOGRAM, STATE -> name;
    };
  }

  /// The names that queries and formats know the family by.
  Set<String> exposedNames() {
    return switch (kind) {
      case COUNTER -> Set.of(name, name + "_total", name + "_created");
      case GAUGE, STATE -> Set.of(name);
      case HISTOGRAM ->
          Set.of(name, name + "_bucket", name + "_sum", name + "_count", name + "_created");
      case INFO -> Set.of(name, name + "_info");
    };
  }

  /// The values that tell a series from the others, made fit.
  ///
  /// @throws IllegalArgumentException when there is not one for each label
  String[] seriesKey(String... labelValues) {
    if (labelValues.length != labelNames.size()) {
      throw new IllegalArgumentException(
          "must be one value for each label of %s: labels=%s, values=%s"
              .formatted(name, labelNames, List.of(labelValues)));
    }
    String[] clean = new String[labelValues.length];
    for (int i = 0; i < clean.length; i++) {
      clean[i] = LabelText.clean(labelValues[i]);
    }
    return clean;
  }

  /// What the memory keeps of it.
  FamilyEntry entry() {
    return new FamilyEntry(
        kind,
        name,
        LabelText.clean(help),
        unit,
        labelNames,
        bounds,
        states.stream().map(LabelText::clean).toList());
  }

  private static void refuse(Optional<String> rule, String what, String value) {
    if (rule.isPresent()) {
      throw new IllegalArgumentException(rule.get() + ": " + what + "=" + value);
    }
  }

  /// As in an error message: `counter frames_per_source{source_id}, unit "", help "Frames"`.
  @Override
  public String toString() {
    return "%s %s{%s}, unit \"%s\", help \"%s\"%s%s%s"
        .formatted(
            kind.name().toLowerCase(Locale.ROOT),
            name,
            String.join(",", labelNames),
            unit,
            help,
            policy,
            bounds.isEmpty() ? "" : ", bounds " + bounds,
            states.isEmpty() ? "" : ", states " + states);
  }
}
