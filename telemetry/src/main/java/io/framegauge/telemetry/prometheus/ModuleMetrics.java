package io.framegauge.telemetry.prometheus;

import io.framegauge.telemetry.counter.CountersReader;
import io.framegauge.telemetry.counter.FamilySeries;
import io.framegauge.telemetry.history.History;
import io.framegauge.telemetry.metrics.ExtraLabels;
import io.framegauge.telemetry.record.Build;
import io.framegauge.telemetry.record.FamilyValues;
import io.framegauge.telemetry.record.Metric;
import io.framegauge.telemetry.record.PipelineLatency;
import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.StageCounts;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// The metrics of one run of a module, from its telemetry memory alone: both groups of built-in
/// metrics and users' families. Any thread, also several at once.
final class ModuleMetrics {
  private static final PipelineState[] STATES = PipelineState.values();

  private final CountersReader reader;
  private final History history;
  private final Build build;
  private final LongSupplier nanoClock;
  private final Failures failures;
  private volatile LabelSets lastLabelSets;
  private final Map<TextKey, FamilyText> texts = new ConcurrentHashMap<>();

  private record TextKey(String family, Format format) {}

  /// @param nanoClock the monotonic clock of the run, in nanoseconds
  /// @param failures where parts that cannot be built are counted
  ModuleMetrics(
      CountersReader reader,
      History history,
      ExtraLabels extraLabels,
      Build build,
      LongSupplier nanoClock,
      Failures failures) {
    this.reader = reader;
    this.history = history;
    this.build = build;
    this.nanoClock = nanoClock;
    this.failures = failures;
    this.lastLabelSets = new LabelSets(extraLabels, reader.identity().pipelineName());
  }

  /// The extra labels alone.
  Labels extraLabels() {
    return lastLabelSets.extra();
  }

  /// What a scrape is to have.
  ///
  /// @param collected what collectors tell
  /// @param more fills in what the run does not know itself
  record Wanted(MetricGroups groups, List<FamilyValues> collected, Consumer<Sheet> more) {
    /// Everything there is of a run in another process.
    static final Wanted OBSERVED = new Wanted(MetricGroups.ALL, List.of(), sheet -> {});
  }

  /// Puts every metric in its place by name.
  void collect(ScrapeBody all, Wanted wanted) {
    LabelSets labelSets = lastLabelSets.next();
    Sheet sheet = new Sheet(labelSets);
    failures.guard(
        "stages",
        () -> {
          List<StageCounts> stages = reader.stages();
          failures.guard("records", () -> RecordMetrics.fill(sheet, history, names(stages)));
          stages(sheet, stages);
        });
    for (FamilyValues family : wanted.collected) {
      failures.guard(family.name(), () -> all.put(FamilyMetrics.snapshot(labelSets, family)));
    }
    failures.guard("families", () -> families(sheet, labelSets, all));
    failures.guard("self", () -> self(sheet));
    wanted.more.accept(sheet);
    // Last, so that nothing else can take the place of a built-in metric.
    for (Metric metric : Metric.values()) {
      if (wanted.groups.has(metric)) {
        failures.guard(metric.exposedName(), () -> all.put(sheet.snapshot(metric)));
      }
    }
    lastLabelSets = labelSets;
  }

  private static Set<String> names(List<StageCounts> stages) {
    return stages.stream().map(StageCounts::name).collect(Collectors.toSet());
  }

  private void stages(Sheet sheet, List<StageCounts> stages) {
    long nowNanos = nanoClock.getAsLong();
    for (StageCounts stage : stages) {
      failures.guard(stage.name(), () -> StageMetrics.fill(sheet, stage, nowNanos));
    }
    for (PipelineLatency latency : reader.pipelineLatencies()) {
      failures.guard(latency.sink(), () -> StageMetrics.fill(sheet, latency));
    }
  }

  private void families(Sheet sheet, LabelSets labelSets, ScrapeBody all) {
    Set<String> names = new HashSet<>();
    for (FamilySeries family : reader.familySeries()) {
      String name = family.head().name();
      names.add(name);
      sheet.counter(Metric.SERIES_REFUSED, family.head().refused(), name);
      Optional<Metric> builtIn = Metric.named(name);
      failures.guard(
          name,
          () ->
              builtIn.ifPresentOrElse(
                  metric -> FamilyMetrics.fill(sheet, metric, family.values()),
                  () -> user(family, labelSets, all)));
    }
    texts.keySet().removeIf(key -> !names.contains(key.family));
  }

  private void user(FamilySeries family, LabelSets labelSets, ScrapeBody all) {
    ScrapeRequest request = all.request();
    if (!request.plain() || !FamilyText.suits(family.head(), request.format())) {
      all.put(FamilyMetrics.snapshot(labelSets, family.values()));
      return;
    }
    TextKey key = new TextKey(family.head().name(), request.format());
    FamilyText text = texts.get(key);
    if (text == null || !text.fits(family)) {
      text = FamilyText.of(labelSets, family, request);
      texts.put(key, text);
    }
    all.put(FamilyMetrics.baseName(family.head()), text, family);
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
    sheet.info(Metric.BUILD_INFO, build.version(), build.javaVersion(), build.gstreamerVersion());
    sheet.counter(Metric.SERIES_REFUSED, reader.stagesRefused(), "stages");
    sheet.counter(Metric.SERIES_REFUSED, reader.linksRefused(), "links");
    sheet.counter(Metric.SERIES_REFUSED, reader.familiesRefused(), "families");
    sheet.counter(Metric.PROBE_FAILURES, reader.probeFailures());
  }
}
