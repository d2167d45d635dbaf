package io.framegauge.telemetry.prometheus;

import io.framegauge.telemetry.record.FamilyValues.Distribution;
import io.framegauge.telemetry.record.NativeBuckets;
import io.framegauge.telemetry.record.Residence;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot.StateSetDataPointSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The series of one metric while a scrape collects them. A label set that comes twice, as when a
/// series was deleted and made again during the scrape, counts once, with its later value: the
/// library would fail the whole scrape.
final class Points {
  private static final double NANOS = 1e9;
  private static final double[] BOUNDS = bounds();

  private final Map<Labels, DataPointSnapshot> points = new LinkedHashMap<>();

  boolean isEmpty() {
    return points.isEmpty();
  }

  /// @param count an unsigned number; above 2^53 a 64-bit float rounds it
  void counter(Labels labels, long count) {
    counter(labels, count, 0);
  }

  /// @param count an unsigned number; above 2^53 a 64-bit float rounds it
  /// @param createdMillis since when it counts, in milliseconds since the epoch; 0: not told
  void counter(Labels labels, long count, long createdMillis) {
    points.put(labels, new CounterDataPointSnapshot(unsigned(count), labels, null, createdMillis));
  }

  static double unsigned(long count) {
    return count >= 0 ? count : (count >>> 1) * 2.0;
  }

  /// A counter of seconds.
  void seconds(Labels labels, long nanos) {
    points.put(labels, new CounterDataPointSnapshot(nanos / NANOS, labels, null, 0));
  }

  void gauge(Labels labels, double value) {
    points.put(labels, new GaugeDataPointSnapshot(value, labels, null));
  }

  void info(Labels labels) {
    points.put(labels, new InfoDataPointSnapshot(labels));
  }

  void state(Labels labels, String[] names, boolean[] values) {
    points.put(labels, new StateSetDataPointSnapshot(names, values, labels));
  }

  /// Classic buckets, and native ones where the format can carry them.
  void histogram(Labels labels, List<Long> classicCounts, List<Long> nativeCounts, long sumNanos) {
    ClassicHistogramBuckets buckets =
        ClassicHistogramBuckets.of(BOUNDS, classicCounts.toArray(Long[]::new));
    points.put(
        labels,
        new HistogramDataPointSnapshot(
            buckets,
            NativeBuckets.SCHEMA,
            nativeCounts.getFirst(),
            NativeBuckets.ZERO_THRESHOLD_SECONDS,
            nativeBuckets(nativeCounts),
            NativeHistogramBuckets.EMPTY,
            sumNanos / NANOS,
            labels,
            Exemplars.EMPTY,
            0));
  }

  /// Classic buckets.
  ///
  /// @param createdMillis since when it counts, in milliseconds since the epoch; 0: not told
  void histogram(
      Labels labels, List<Double> bounds, Distribution distribution, long createdMillis) {
    double[] upper = new double[bounds.size() + 1];
    for (int i = 0; i < bounds.size(); i++) {
      upper[i] = bounds.get(i);
    }
    upper[bounds.size()] = Double.POSITIVE_INFINITY;
    ClassicHistogramBuckets buckets =
        ClassicHistogramBuckets.of(upper, distribution.bucketCounts().toArray(Long[]::new));
    points.put(
        labels,
        new HistogramDataPointSnapshot(
            buckets, distribution.sum(), labels, Exemplars.EMPTY, createdMillis));
  }

  private static NativeHistogramBuckets nativeBuckets(List<Long> counts) {
    NativeHistogramBuckets.Builder used = NativeHistogramBuckets.builder();
    for (int bucket = 1; bucket < counts.size(); bucket++) {
      if (counts.get(bucket) > 0) {
        used.bucket(NativeBuckets.FIRST_INDEX + bucket - 1, counts.get(bucket));
      }
    }
    return used.build();
  }

  MetricSnapshot counters(MetricMetadata metadata) {
    return new CounterSnapshot(metadata, all(CounterDataPointSnapshot.class));
  }

  MetricSnapshot gauges(MetricMetadata metadata) {
    return new GaugeSnapshot(metadata, all(GaugeDataPointSnapshot.class));
  }

  MetricSnapshot histograms(MetricMetadata metadata) {
    return new HistogramSnapshot(metadata, all(HistogramDataPointSnapshot.class));
  }

  MetricSnapshot infos(MetricMetadata metadata) {
    return new InfoSnapshot(metadata, all(InfoDataPointSnapshot.class));
  }

  MetricSnapshot states(MetricMetadata metadata) {
    return new StateSetSnapshot(metadata, all(StateSetDataPointSnapshot.class));
  }

  private <P extends DataPointSnapshot> List<P> all(Class<P> type) {
    return points.values().stream().map(type::cast).toList();
  }

  private static double[] bounds() {
    double[] bounds = new double[Residence.BOUNDS_NANOS.size() + 1];
    for (int i = 0; i < bounds.length - 1; i++) {
      bounds[i] = Residence.BOUNDS_NANOS.get(i) / NANOS;
    }
    bounds[bounds.length - 1] = Double.POSITIVE_INFINITY;
    return bounds;
  }
}
