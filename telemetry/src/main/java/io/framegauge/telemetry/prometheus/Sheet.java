package io.framegauge.telemetry.prometheus;

import io.framegauge.telemetry.record.Metric;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The built-in metrics of one scrape, filled part by part. One thread.
final class Sheet {
  private final LabelSets labelSets;
  private final Map<Metric, Points> points = new EnumMap<>(Metric.class);

  Sheet(LabelSets labelSets) {
    this.labelSets = labelSets;
  }

  void counter(Metric metric, long count, String... labelValues) {
    points(metric).counter(labels(metric, List.of(labelValues)), count);
  }

  /// A counter of seconds.
  void seconds(Metric metric, long nanos, String... labelValues) {
    points(metric).seconds(labels(metric, List.of(labelValues)), nanos);
  }

  void gauge(Metric metric, double value, String... labelValues) {
    points(metric).gauge(labels(metric, List.of(labelValues)), value);
  }

  void info(Metric metric, String... labelValues) {
    points(metric).info(labels(metric, List.of(labelValues)));
  }

  /// @param buckets samples per bucket of [io.framegauge.telemetry.record.Residence]
  /// @param nativeBuckets the same samples per bucket of
  ///   [io.framegauge.telemetry.record.NativeBuckets]
  void histogram(
      Metric metric,
      List<Long> buckets,
      List<Long> nativeBuckets,
      long sumNanos,
      String... labelValues) {
    points(metric)
        .histogram(labels(metric, List.of(labelValues)), buckets, nativeBuckets, sumNanos);
  }

  /// A set of states has its own name as the label that tells them apart.
  void state(Metric metric, String[] names, boolean[] values) {
    points(metric).state(labelSets.builtIn(List.of(), List.of()), names, values);
  }

  /// What was filled in for a metric.
  MetricSnapshot snapshot(Metric metric) {
    MetricMetadata metadata = metadata(metric.baseName(), metric.help(), metric.unit());
    Points filled = points(metric);
    return switch (metric.type()) {
      case COUNTER -> filled.counters(metadata);
      case GAUGE -> filled.gauges(metadata);
      case HISTOGRAM -> filled.histograms(metadata);
      case INFO -> filled.infos(metadata);
      case STATESET -> filled.states(metadata);
    };
  }

  static MetricMetadata metadata(String name, String help, String unit) {
    return unit.isEmpty()
        ? new MetricMetadata(name, help)
        : new MetricMetadata(name, help, new Unit(unit));
  }

  private Points points(Metric metric) {
    return points.computeIfAbsent(metric, key -> new Points());
  }

  private Labels labels(Metric metric, List<String> values) {
    return labelSets.builtIn(metric.labelNames(), values);
  }
}
