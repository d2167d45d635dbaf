package io.framegauge.telemetry.metrics;

import io.framegauge.telemetry.record.SeriesKind;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a family is declared as. Two declarations of one name must be equal.
///
/// @param name without the ending `_total` of counters, with the ending of the unit
/// @param help shown to whoever queries; the name when none was given
/// @param unit empty when there is none
public record Declaration(
    SeriesKind kind, String name, String help, String unit, List<String> labelNames) {

  public Declaration {
    labelNames = List.copyOf(labelNames);
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
    return new Declaration(kind, base, help.isEmpty() ? base : help, unit, labelNames);
  }

  /// What a given name is looked up by, before the unit is added.
  static String stem(SeriesKind kind, String name) {
    return switch (kind) {
      case COUNTER -> Names.withoutTotal(name);
      case GAUGE -> name;
    };
  }

  private static void refuse(Optional<String> rule, String what, String value) {
    if (rule.isPresent()) {
      throw new IllegalArgumentException(rule.get() + ": " + what + "=" + value);
    }
  }

  /// As in an error message: `counter frames_per_source{source_id}, unit "", help "Frames"`.
  @Override
  public String toString() {
    return "%s %s{%s}, unit \"%s\", help \"%s\""
        .formatted(
            kind.name().toLowerCase(Locale.ROOT), name, String.join(",", labelNames), unit, help);
  }
}
