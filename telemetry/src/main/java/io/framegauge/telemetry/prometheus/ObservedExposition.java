package io.framegauge.telemetry.prometheus;

import io.framegauge.telemetry.record.Build;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a scrape answers outside the module: the metrics of the run that is observed, under the
/// names and labels that the module itself gives them, and those of the exporter.
///
/// The exporter's own metrics carry no labels of the module: `framegauge_up`,
/// `framegauge_heartbeat_age_seconds`, everything that begins with `framegauge_exporter_`, and the
/// metrics of its JVM. What the module tells of its own scrapes and its own JVM is not in its
/// telemetry memory, and so not here. A run that is over keeps its values; `framegauge_up` tells.
public final class ObservedExposition implements Scraped {
  private static final double NANOS = 1e9;

  private record Run(ObservedModule observed, ModuleMetrics metrics) {}

  private final Supplier<Optional<ObservedModule>> module;
  private final Build build;
  private final Failures failures = new Failures();
  private final PrometheusRegistry jvm = new PrometheusRegistry();
  private volatile @Nullable Run lastRun;
  private volatile OptionalDouble lastSeconds = OptionalDouble.empty();

  /// @param module asked at every scrape; empty when there is none that can be read
  /// @param build of the exporter
  public ObservedExposition(Supplier<Optional<ObservedModule>> module, Build build) {
    this.module = module;
    this.build = build;
    JvmFamilies.register(Labels.EMPTY, jvm);
  }

  /// Everything in one format.
  public byte[] scrape(Format format) {
    return scrape(new ScrapeRequest(format));
  }

  @Override
  public byte[] scrape(ScrapeRequest request) {
    long startNanos = System.nanoTime();
    byte[] body = body(request).write();
    lastSeconds = OptionalDouble.of((System.nanoTime() - startNanos) / NANOS);
    return body;
  }

  private ScrapeBody body(ScrapeRequest request) {
    ScrapeBody all = new ScrapeBody(request);
    Optional<ObservedModule> observed = module.get();
    observed.ifPresent(found -> metrics(found).collect(all, ModuleMetrics.Wanted.OBSERVED));
    failures.guard("jvm", () -> jvm.scrape().forEach(all::put));
    own(all, observed);
    return all;
  }

  /// What is kept from scrape to scrape of a run.
  private ModuleMetrics metrics(ObservedModule found) {
    Run known = lastRun;
    if (known != null && known.observed.reader() == found.reader()) {
      return known.metrics;
    }
    ModuleMetrics metrics =
        new ModuleMetrics(
            found.reader(),
            found.history(),
            found.extraLabels(),
            found.build(),
            found.nanoClock(),
            failures);
    lastRun = new Run(found, metrics);
    return metrics;
  }

  private void own(ScrapeBody all, Optional<ObservedModule> observed) {
    boolean up = observed.map(ObservedModule::live).orElse(false);
    gauge(all, ExporterMetric.UP, up ? 1 : 0);
    observed.ifPresent(
        found -> gauge(all, ExporterMetric.HEARTBEAT_AGE, found.heartbeatAge().toNanos() / NANOS));
    lastSeconds.ifPresent(seconds -> gauge(all, ExporterMetric.SCRAPE_DURATION, seconds));
    Points counted = new Points();
    counted.counter(Labels.EMPTY, failures.count());
    all.put(counted.counters(ExporterMetric.SCRAPE_FAILURES.metadata()));
    Points versions = new Points();
    versions.info(Labels.of("version", build.version(), "java_version", build.javaVersion()));
    all.put(versions.infos(ExporterMetric.BUILD_INFO.metadata()));
  }

  private static void gauge(ScrapeBody all, ExporterMetric metric, double value) {
    Points points = new Points();
    points.gauge(Labels.EMPTY, value);
    all.put(points.gauges(metric.metadata()));
  }
}
