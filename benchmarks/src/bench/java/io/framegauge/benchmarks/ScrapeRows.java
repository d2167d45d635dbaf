package io.framegauge.benchmarks;

import io.framegauge.telemetry.counter.Limits;
import io.framegauge.telemetry.counter.LiveCounters;
import io.framegauge.telemetry.history.RecordRing;
import io.framegauge.telemetry.metrics.CounterFamily;
import io.framegauge.telemetry.metrics.ExtraLabels;
import io.framegauge.telemetry.metrics.Families;
import io.framegauge.telemetry.prometheus.Exposition;
import io.framegauge.telemetry.prometheus.ExpositionConfig;
import io.framegauge.telemetry.prometheus.Format;
import io.framegauge.telemetry.prometheus.MetricGroups;
import io.framegauge.telemetry.record.Build;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A scrape of many series with three labels and two labels that all have: ours, and
/// prometheus-metrics-core with constant labels. Both write Prometheus text into an array.
final class ScrapeRows {
  private static final String[] NAMES = {"object_label", "source_id", "zone"};
  private static final int HISTORY = 1;

  private ScrapeRows() {}

  static void measure(Effort effort, Report report) {
    Turns.Result result = measure(10_000, effort.pick(5, 20));
    report.note("ours:                    %s", millis(result.ourNanos()));
    report.note("prometheus-metrics-core: %s", millis(result.theirNanos()));
    report.add(
        Row.ratio(
            "scrape_10k",
            result.ourNanos().low() / 1e6,
            "ms",
            result.theirNanos().low() / 1e6,
            Row.atMost(0.4)));
    report.add(
        Row.ratio(
            "scrape_10k.bytes",
            (double) result.ourBytes(),
            "B",
            (double) result.theirBytes(),
            Row.atMost(0.15)));
  }

  private static String millis(Spread nanos) {
    return nanos.times(1e-6).text("ms");
  }

  /// Both sides with the same series, in turn.
  static Turns.Result measure(int series, double seconds) {
    Exposition ours = ours(series);
    PrometheusRegistry theirs = theirs(series);
    int[] size = new int[2];
    Turns.Result result =
        Turns.measure(
            () -> size[0] = ours.scrape(Format.TEXT).length,
            () -> size[1] = write(theirs).length,
            seconds);
    if (size[0] < size[1]) {
      throw new IllegalStateException("must have written all series: bytes=" + size[0]);
    }
    return result;
  }

  private static Exposition ours(int series) {
    Limits limits = Limits.of(8, series);
    long ring = RecordRing.bytes(HISTORY, limits.maxStages(), limits.maxLinks());
    LiveCounters counters = LiveCounters.create("bench", new UUID(0, 1), limits, ring, 0, 0);
    RecordRing records =
        RecordRing.create(counters.ring(), HISTORY, limits.maxStages(), limits.maxLinks());
    ExtraLabels extra = new ExtraLabels(Map.of("site", "north", "team", "video"));
    CounterFamily family =
        new Families(counters.series(), extra, series)
            .counterFamily("bench_total", "help", "", NAMES);
    for (int i = 0; i < series; i++) {
      family.inc(i, labels(i));
    }
    return new Exposition(
        counters.reader(),
        records.history((stage, atNanos) -> ""),
        new ExpositionConfig(
            extra, new Build("", "", ""), new MetricGroups(true, true, true, false), List::of),
        System::nanoTime);
  }

  private static PrometheusRegistry theirs(int series) {
    PrometheusRegistry registry = new PrometheusRegistry();
    Counter counter =
        Counter.builder()
            .name("bench_total")
            .help("help")
            .constLabels(Labels.of("site", "north", "team", "video"))
            .labelNames(NAMES)
            .register(registry);
    for (int i = 0; i < series; i++) {
      counter.labelValues(labels(i)).inc(i);
    }
    return registry;
  }

  private static String[] labels(int i) {
    return new String[] {"person", "camera-" + i / 10, "zone-" + i % 10};
  }

  private static byte[] write(PrometheusRegistry registry) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(16_384);
    try {
      PrometheusTextFormatWriter.create().write(out, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
