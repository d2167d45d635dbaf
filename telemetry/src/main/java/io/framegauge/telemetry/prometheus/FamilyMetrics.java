package io.framegauge.telemetry.prometheus;

import io.framegauge.telemetry.metrics.LabelText;
import io.framegauge.telemetry.record.FamilyValues;
import io.framegauge.telemetry.record.FamilyValues.SeriesValue;
import io.framegauge.telemetry.record.Metric;
import io.framegauge.telemetry.record.SeriesKind;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/// Families of series from the telemetry memory: those that users declared, and those behind
/// built-in metrics.
final class FamilyMetrics {
  private FamilyMetrics() {}

  /// Puts a family that carries a built-in metric in its place.
  static void fill(Sheet sheet, Metric metric, FamilyValues family) {
    boolean counter = family.kind() == SeriesKind.COUNTER;
    if (metric.type() != (counter ? Metric.Type.COUNTER : Metric.Type.GAUGE)
        || !family.labelNames().equals(metric.labelNames())) {
      throw new IllegalStateException(
          "family must not have the name of a built-in metric: name=" + family.name());
    }
    for (SeriesValue value : family.series()) {
      String[] labels = value.labelValues().toArray(String[]::new);
      if (counter) {
        sheet.counter(metric, value.bits(), labels);
      } else {
        sheet.gauge(metric, value.asDouble(), labels);
      }
    }
  }

  /// A user's family.
  static MetricSnapshot snapshot(LabelSets labelSets, FamilyValues family) {
    Points points = new Points();
    for (SeriesValue value : family.series()) {
      Labels labels = labelSets.user(family.labelNames(), value.labelValues());
      switch (family.kind()) {
        case COUNTER -> points.counter(labels, value.bits());
        case GAUGE -> points.gauge(labels, value.asDouble());
      }
    }
    MetricMetadata metadata =
        Sheet.metadata(baseName(family), LabelText.clean(family.help()), family.unit());
    return switch (family.kind()) {
      case COUNTER -> points.counters(metadata);
      case GAUGE -> points.gauges(metadata);
    };
  }

  private static String baseName(FamilyValues family) {
    String name = family.name();
    return family.kind() == SeriesKind.COUNTER && name.endsWith("_total")
        ? name.substring(0, name.length() - "_total".length())
        : name;
  }
}
