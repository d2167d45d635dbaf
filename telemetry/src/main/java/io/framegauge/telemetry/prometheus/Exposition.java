package io.framegauge.telemetry.prometheus;

import io.framegauge.telemetry.counter.CountersReader;
import io.framegauge.telemetry.history.History;
import io.framegauge.telemetry.record.FamilyValues;
import io.framegauge.telemetry.record.Metric;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/// What a scrape answers inside the module: the groups of built-in metrics that are wanted, users'
/// families and what collectors tell.
///
/// A part that cannot be built is left out, counted in `framegauge_scrape_failures_total` and
/// logged once; the rest of the scrape is answered. Prometheus holds every value as a 64-bit float,
/// so counts above 2^53 are rounded here; the history keeps them whole.
public final class Exposition implements Scraped {
  private static final double NANOS = 1e9;

  private final LongSupplier nanoClock;
  private final ExpositionConfig config;
  private final Failures failures = new Failures();
  private final ModuleMetrics module;
  private final PrometheusRegistry jvm = new PrometheusRegistry();
  private volatile OptionalDouble lastSeconds = OptionalDouble.empty();

  /// @param nanoClock the monotonic clock that `lastBufferNanos` was taken from, in nanoseconds
  public Exposition(
      CountersReader reader, History history, ExpositionConfig config, LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.config = config;
    module =
        new ModuleMetrics(
            reader, history, config.extraLabels(), config.build(), nanoClock, failures);
    if (config.groups().jvm()) {
      JvmFamilies.register(module.extraLabels(), jvm);
    }
  }

  /// Everything in one format.
  public byte[] scrape(Format format) {
    return scrape(new ScrapeRequest(format));
  }

  @Override
  public byte[] scrape(ScrapeRequest request) {
    long startNanos = nanoClock.getAsLong();
    byte[] body = body(request).write();
    lastSeconds = OptionalDouble.of((nanoClock.getAsLong() - startNanos) / NANOS);
    return body;
  }

  private ScrapeBody body(ScrapeRequest request) {
    ScrapeBody all = new ScrapeBody(request);
    List<FamilyValues> collected = new ArrayList<>();
    failures.guard("collectors", () -> collected.addAll(config.collected().get()));
    module.collect(all, new ModuleMetrics.Wanted(config.groups(), collected, this::scrapes));
    failures.guard("jvm", () -> jvm.scrape().forEach(all::put));
    return all;
  }

  private void scrapes(Sheet sheet) {
    sheet.counter(Metric.SCRAPE_FAILURES, failures.count());
    lastSeconds.ifPresent(seconds -> sheet.gauge(Metric.SCRAPE_DURATION, seconds));
  }
}
