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
    if (!family.kind().name().equals(metric.type().name())
        || !family.labelNames().equals(metric.labelNames())) {
      throw new IllegalStateException(
          "family must not have the name of a built-in metric: name=" + family.name());
    }
    boolean nanos = family.kind() == SeriesKind.COUNTER && metric.unit().equals("seconds");
    for (SeriesValue value : family.series()) {
      String[] labels = value.labelValues().toArray(String[]::new);
      switch (family.kind()) {
        case COUNTER -> {
          if (nanos) { // counted as nanoseconds, since cells of counters are whole numbers
            sheet.seconds(metric, value.bits(), labels);
          } else {
            sheet.counter(metric, value.bits(), labels);
          }
        }
        case GAUGE -> sheet.gauge(metric, value.asDouble(), labels);
        case HISTOGRAM, INFO, STATE -> throw new IllegalStateException(metric.exposedName());
      }
    }
  }

  /// A user's family.
  static MetricSnapshot snapshot(LabelSets labelSets, FamilyValues family) {
    Points points = new Points();
    for (SeriesValue value : family.series()) {
      put(points, labelSets.user(family.labelNames(), value.labelValues()), family, value);
    }
    return snapshot(family, points);
  }

  /// A user's family with these series.
  static MetricSnapshot snapshot(FamilyValues family, Points points) {
    MetricMetadata metadata =
        Sheet.metadata(baseName(family), LabelText.clean(family.help()), family.unit());
    return switch (family.kind()) {
      case COUNTER -> points.counters(metadata);
      case GAUGE -> points.gauges(metadata);
      case HISTOGRAM -> points.histograms(metadata);
      case INFO -> points.infos(metadata);
      case STATE -> points.states(metadata);
    };
  }

  private static void put(Points points, Labels labels, FamilyValues family, SeriesValue value) {
    switch (family.kind()) {
      case COUNTER -> points.counter(labels, value.bits(), value.createdMillis());
      case GAUGE -> points.gauge(labels, value.asDouble());
      case HISTOGRAM ->
          points.histogram(
              labels, family.bounds(), value.distribution().orElseThrow(), value.createdMillis());
      case INFO -> points.info(labels);
      case STATE -> state(points, labels, family, value);
    }
  }

  private static void state(Points points, Labels labels, FamilyValues family, SeriesValue value) {
    String[] names = family.states().stream().map(LabelText::clean).toArray(String[]::new);
    boolean[] values = new boolean[names.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = i == value.bits();
    }
    points.state(labels, names, values);
  }

  /// The name that the library knows it by.
  static String baseName(FamilyValues family) {
    String name = family.name();
    return family.kind() == SeriesKind.COUNTER && name.endsWith("_total")
        ? name.substring(0, name.length() - "_total".length())
        : name;
  }
}
