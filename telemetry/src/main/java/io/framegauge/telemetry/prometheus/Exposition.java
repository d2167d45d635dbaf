package io.framegauge.telemetry.prometheus;

import io.framegauge.telemetry.counter.CountersReader;
import io.framegauge.telemetry.history.History;
import io.framegauge.telemetry.record.FamilyValues;
import io.framegauge.telemetry.record.Metric;
import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.StageCounts;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// What a scrape answers: both groups of built-in metrics, users' families, the JVM's metrics and
/// those about the scrape itself, read anew at every scrape. Any thread, also several at once.
///
/// A part that cannot be built is left out, counted in `framegauge_scrape_failures_total` and
/// logged once; the rest of the scrape is answered. Prometheus holds every value as a 64-bit float,
/// so counts above 2^53 are rounded here; the history keeps them whole.
public final class Exposition {
  private static final double NANOS = 1e9;
  private static final PipelineState[] STATES = PipelineState.values();

  private final CountersReader reader;
  private final History history;
  private final ExpositionConfig config;
  private final LongSupplier nanoClock;
  private final PrometheusRegistry jvm = new PrometheusRegistry();
  private final Failures failures = new Failures();
  private volatile LabelSets lastLabelSets;
  private volatile OptionalDouble lastSeconds = OptionalDouble.empty();

  /// @param nanoClock the monotonic clock that `lastBufferNanos` was taken from, in nanoseconds
  public Exposition(
      CountersReader reader, History history, ExpositionConfig config, LongSupplier nanoClock) {
    this.reader = reader;
    this.history = history;
    this.config = config;
    this.nanoClock = nanoClock;
    this.lastLabelSets = new LabelSets(config.extraLabels(), reader.identity().pipelineName());
    if (config.jvmMetrics()) {
      JvmMetrics.builder().constLabels(lastLabelSets.extra()).register(jvm);
    }
  }

  /// Everything in one format.
  public byte[] scrape(Format format) {
    return scrape(new ScrapeRequest(format));
  }

  byte[] scrape(ScrapeRequest request) {
    long startNanos = nanoClock.getAsLong();
    byte[] body = request.write(snapshots());
    lastSeconds = OptionalDouble.of((nanoClock.getAsLong() - startNanos) / NANOS);
    return body;
  }

  private MetricSnapshots snapshots() {
    LabelSets labelSets = lastLabelSets.next();
    Sheet sheet = new Sheet(labelSets);
    Map<String, MetricSnapshot> all = new TreeMap<>();
    List<StageCounts> stages = reader.stages();
    failures.guard("records", () -> RecordMetrics.fill(sheet, history, names(stages)));
    stages(sheet, stages);
    failures.guard("families", () -> families(sheet, labelSets, all));
    failures.guard("jvm", () -> jvm.scrape().forEach(snapshot -> put(all, snapshot)));
    failures.guard("self", () -> self(sheet));
    // Last, so that nothing else can take the place of a built-in metric.
    for (Metric metric : Metric.values()) {
      failures.guard(metric.exposedName(), () -> put(all, sheet.snapshot(metric)));
    }
    lastLabelSets = labelSets;
    return new MetricSnapshots(all.values());
  }

  private static Set<String> names(List<StageCounts> stages) {
    return stages.stream().map(StageCounts::name).collect(Collectors.toSet());
  }

  private void stages(Sheet sheet, List<StageCounts> stages) {
    long nowNanos = nanoClock.getAsLong();
    for (StageCounts stage : stages) {
      failures.guard(stage.name(), () -> StageMetrics.fill(sheet, stage, nowNanos));
    }
  }

  private void families(Sheet sheet, LabelSets labelSets, Map<String, MetricSnapshot> all) {
    for (FamilyValues family : reader.families()) {
      sheet.counter(Metric.SERIES_REFUSED, family.refused(), family.name());
      Optional<Metric> builtIn = Metric.named(family.name());
      failures.guard(
          family.name(),
          () ->
              builtIn.ifPresentOrElse(
                  metric -> FamilyMetrics.fill(sheet, metric, family),
                  () -> put(all, FamilyMetrics.snapshot(labelSets, family))));
    }
  }

  private void self(Sheet sheet) {
    PipelineState state = reader.state();
    String[] names =
        Arrays.stream(STATES)
            .map(each -> each.name().toLowerCase(Locale.ROOT))
            .toArray(String[]::new);
    boolean[] values = new boolean[STATES.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = STATES[i] == state;
    }
    sheet.state(Metric.PIPELINE_STATE, names, values);
    Build build = config.build();
    sheet.info(Metric.BUILD_INFO, build.version(), build.javaVersion(), build.gstreamerVersion());
    sheet.counter(Metric.SERIES_REFUSED, reader.stagesRefused(), "stages");
    sheet.counter(Metric.SERIES_REFUSED, reader.linksRefused(), "links");
    sheet.counter(Metric.SERIES_REFUSED, reader.familiesRefused(), "families");
    sheet.counter(Metric.PROBE_FAILURES, reader.probeFailures());
    sheet.counter(Metric.SCRAPE_FAILURES, failures.count());
    lastSeconds.ifPresent(seconds -> sheet.gauge(Metric.SCRAPE_DURATION, seconds));
  }

  private static void put(Map<String, MetricSnapshot> all, MetricSnapshot snapshot) {
    all.put(snapshot.getMetadata().getName(), snapshot);
  }
}
