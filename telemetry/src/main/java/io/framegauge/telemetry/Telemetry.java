package io.framegauge.telemetry;

import io.framegauge.telemetry.counter.CountersReader;
import io.framegauge.telemetry.counter.Limits;
import io.framegauge.telemetry.counter.LiveCounters;
import io.framegauge.telemetry.history.History;
import io.framegauge.telemetry.history.RecordRing;
import io.framegauge.telemetry.metrics.Collectors;
import io.framegauge.telemetry.metrics.CounterFamily;
import io.framegauge.telemetry.metrics.Families;
import io.framegauge.telemetry.prometheus.Exposition;
import io.framegauge.telemetry.prometheus.ExpositionConfig;
import io.framegauge.telemetry.prometheus.Format;
import io.framegauge.telemetry.record.Build;
import io.framegauge.telemetry.record.Metric;
import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.RunIdentity;
import io.framegauge.telemetry.record.RunSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The telemetry of one pipeline: its memory, the recorder, the sampler and the servers.
///
/// `open`, `start` before anything flows, `end` when nothing flows any more, `close`. Between `end`
/// and `close` everything stays readable, in this process and over HTTP and ZeroMQ.
public final class Telemetry implements AutoCloseable {
  private final TelemetryConfig config;
  private final TelemetryMemory memory;
  private final CountersReader reader;
  private final History history;
  private final Families families;
  private final Collectors collectors;
  private final Recorder recorder;
  private final Sampler sampler;
  private final RateLog rateLog;
  private final Snapshots snapshots;
  private final Exposition exposition;
  private final Servers servers;
  private final Optional<Path> file;

  private Telemetry(
      TelemetryConfig config, TelemetryMemory memory, RecordRing ring, RunSettings settings) {
    this.config = config;
    this.memory = memory;
    LiveCounters counters = memory.counters();
    this.reader = counters.reader();
    this.history = ring.history(reader::stageName);
    this.families =
        new Families(
            counters.series(),
            config.metrics().extraLabels(),
            config.metrics().maxSeriesPerFamily());
    this.collectors = new Collectors(families, config.metrics().collectorTimeout());
    this.recorder = new Recorder(counters, ring, config.metrics());
    this.sampler =
        new Sampler(
            recorder, config.metrics().timePeriod().map(Recorder::nanos).orElse(Recorder.OFF));
    this.rateLog = new RateLog(history);
    this.snapshots = new Snapshots(reader, config.metrics().enabled(), System::nanoTime);
    this.exposition = exposition(settings);
    this.servers = Servers.open(new Servers.Shown(config, settings, reader, history, exposition));
    this.file = publish();
  }

  private Exposition exposition(RunSettings settings) {
    ExpositionConfig exposed =
        new ExpositionConfig(
            config.metrics().extraLabels(),
            Servers.build(settings),
            config.metrics().groups(),
            collectors::collect);
    return new Exposition(reader, history, exposed, System::nanoTime);
  }

  /// The file of the run before is put aside only when nothing else can refuse this one.
  private Optional<Path> publish() {
    try {
      return memory.publish();
    } catch (RuntimeException | Error e) {
      servers.close();
      throw e;
    }
  }

  /// Creates the memory of a new run and binds the servers: what cannot be bound is refused here.
  ///
  /// @throws io.framegauge.telemetry.counter.TelemetryFileException when another run has the
  ///   telemetry file, or it is something else
  public static Telemetry open(String pipelineName, TelemetryConfig config, Build build) {
    TelemetryConfig.Metrics metrics = config.metrics();
    Limits limits = Limits.of(metrics.maxStages(), metrics.maxSeries());
    int history = metrics.history();
    RunSettings settings = settings(metrics, build);
    TelemetryMemory memory =
        TelemetryMemory.create(
            config.file(),
            identity(pipelineName),
            settings,
            limits,
            RecordRing.bytes(history, limits.maxStages(), limits.maxLinks()));
    try {
      RecordRing ring =
          RecordRing.create(
              memory.counters().ring(), history, limits.maxStages(), limits.maxLinks());
      return new Telemetry(config, memory, ring, settings);
    } catch (RuntimeException | Error e) {
      memory.close();
      throw e;
    }
  }

  private static RunIdentity identity(String pipelineName) {
    return new RunIdentity(
        pipelineName,
        UUID.randomUUID().toString(),
        ProcessHandle.current().pid(),
        System.currentTimeMillis(),
        System.nanoTime());
  }

  private static RunSettings settings(TelemetryConfig.Metrics metrics, Build build) {
    return new RunSettings(
        build.version(),
        build.javaVersion(),
        build.gstreamerVersion(),
        metrics.framePeriod(),
        metrics.timePeriod(),
        metrics.history(),
        metrics.extraLabels().labels());
  }

  /// Writes the initial record and starts the sampler; before anything flows.
  public void start() {
    if (config.metrics().enabled()) {
      sampler.sampleNow();
      recorder.initial();
      sampler.start();
      rateLog.start();
    }
  }

  /// Frames may flow.
  public void running() {
    memory.counters().state(PipelineState.RUNNING);
  }

  /// Stops the sampler and writes the last records; when nothing flows any more.
  ///
  /// @param state how the pipeline ended
  public void end(PipelineState state) {
    snapshots.end();
    if (config.metrics().enabled()) {
      sampler.stop();
      recorder.last();
      rateLog.end();
    }
    memory.counters().state(state); // whoever sees it finds the last records
  }

  @Override
  public void close() {
    sampler.stop();
    rateLog.end();
    servers.close();
    collectors.close();
    memory.close();
  }

  /// Whether anything is measured: the setting `metrics.enabled`. Costs nothing.
  public boolean enabled() {
    return config.metrics().enabled();
  }

  /// How the pipeline did since its start or the last [#reset]: uptime, totals, rates, success and
  /// failure, and each stage. Before the start, and when nothing is measured, all counts are 0.
  ///
  /// Costs the caller one pass over the stages and links, about COST_SNAPSHOT; streaming threads
  /// are not slowed.
  public TelemetrySnapshot snapshot() {
    return snapshots.take();
  }

  /// [#snapshot] as JSON, on one line. Costs about twice as much.
  public String toJson() {
    return snapshot().toJson();
  }

  /// What a scrape of `/metrics` answers now, in the text format 0.0.4, also when no server is
  /// enabled. It is not touched by [#reset], but for users' counters.
  ///
  /// Costs as much as a scrape, about 2 ms, most of it for the metrics of the JVM; streaming
  /// threads are not slowed.
  public String toPrometheusText() {
    return new String(exposition.scrape(Format.TEXT), StandardCharsets.UTF_8);
  }

  /// Lets [#snapshot] count from 0 and its clock begin anew, and so users' counters and histograms:
  /// these with a new time of creation, which OpenMetrics and protobuf carry, so that nobody who
  /// scrapes takes them for counters that go backwards. Built-in counters that are scraped, the
  /// records and the history stay as they are; gauges, facts and states have nothing to zero.
  ///
  /// Costs one snapshot, and a short lock for each series of users' families; a write through a
  /// handle is not held up, and counts either before or after.
  public void reset() {
    families.reset();
    snapshots.reset();
  }

  /// The settings.
  public TelemetryConfig config() {
    return config;
  }

  /// The writing side of the live values.
  public LiveCounters counters() {
    return memory.counters();
  }

  /// The reading side of the live values.
  public CountersReader reader() {
    return reader;
  }

  /// Where the values are, and where the servers listen, for people.
  public List<String> addresses() {
    List<String> addresses = new ArrayList<>(servers.addresses());
    file.ifPresent(path -> addresses.add("telemetry file: " + path));
    return addresses;
  }

  /// User metrics.
  public Families families() {
    return families;
  }

  /// Numbers that exist elsewhere, asked for at each scrape.
  public Collectors collectors() {
    return collectors;
  }

  /// Objects by stage and label.
  public CounterFamily objects() {
    return families.counterFamily(Metric.STAGE_OBJECTS);
  }

  /// Frames by source and stage.
  public CounterFamily sources() {
    return families.counterFamily(Metric.SOURCE_FRAMES);
  }

  /// Messages on the bus by type.
  public CounterFamily messages() {
    return families.counterFamily(Metric.PIPELINE_MESSAGES);
  }

  /// What cuts the records.
  public Recorder recorder() {
    return recorder;
  }

  /// What looks at queues.
  public Sampler sampler() {
    return sampler;
  }

  /// The records.
  public History history() {
    return history;
  }

  /// Frames that have left the pipeline.
  public long framesLeft() {
    return recorder.framesLeft();
  }
}
