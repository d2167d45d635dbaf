package io.framegauge.telemetry;

import io.framegauge.telemetry.counter.CountersReader;
import io.framegauge.telemetry.counter.Limits;
import io.framegauge.telemetry.counter.LiveCounters;
import io.framegauge.telemetry.history.History;
import io.framegauge.telemetry.history.RecordRing;
import io.framegauge.telemetry.metrics.CounterFamily;
import io.framegauge.telemetry.metrics.Families;
import io.framegauge.telemetry.record.Build;
import io.framegauge.telemetry.record.Metric;
import io.framegauge.telemetry.record.PipelineState;
import java.util.List;
import java.util.UUID;

/// The telemetry of one pipeline: its memory, the recorder, the sampler and the servers.
///
/// `open`, `start` before anything flows, `end` when nothing flows any more, `close`. Between `end`
/// and `close` everything stays readable, in this process and over HTTP and ZeroMQ.
public final class Telemetry implements AutoCloseable {
  private final TelemetryConfig config;
  private final LiveCounters counters;
  private final CountersReader reader;
  private final History history;
  private final Families families;
  private final Recorder recorder;
  private final Sampler sampler;
  private final RateLog rateLog;
  private final Servers servers;

  private Telemetry(TelemetryConfig config, LiveCounters counters, RecordRing ring, Build build) {
    this.config = config;
    this.counters = counters;
    this.reader = counters.reader();
    this.history = ring.history(reader::stageName);
    this.families = new Families(counters.series(), config.metrics().extraLabels());
    this.recorder = new Recorder(counters, ring, config.metrics());
    this.sampler =
        new Sampler(
            recorder, config.metrics().timePeriod().map(Recorder::nanos).orElse(Recorder.OFF));
    this.rateLog = new RateLog(history);
    sampler.onSample(now -> rateLog.follow());
    this.servers =
        Servers.open(new Servers.Shown(config, build, reader, history, recorder::framesLeft));
  }

  /// Creates the memory of a new run and binds the servers: what cannot be bound is refused here.
  public static Telemetry open(String pipelineName, TelemetryConfig config, Build build) {
    TelemetryConfig.Metrics metrics = config.metrics();
    Limits limits = Limits.of(metrics.maxStages(), metrics.maxSeries());
    int history = metrics.history();
    LiveCounters counters =
        LiveCounters.create(
            pipelineName,
            UUID.randomUUID(),
            limits,
            RecordRing.bytes(history, limits.maxStages(), limits.maxLinks()),
            System.currentTimeMillis(),
            System.nanoTime());
    RecordRing ring =
        RecordRing.create(counters.ring(), history, limits.maxStages(), limits.maxLinks());
    return new Telemetry(config, counters, ring, build);
  }

  /// Writes the initial record and starts the sampler; before anything flows.
  public void start() {
    if (config.metrics().enabled()) {
      sampler.sampleNow();
      recorder.initial();
      sampler.start();
    }
  }

  /// Frames may flow.
  public void running() {
    counters.state(PipelineState.RUNNING);
  }

  /// Stops the sampler and writes the last records; when nothing flows any more.
  ///
  /// @param state how the pipeline ended
  public void end(PipelineState state) {
    counters.state(state);
    if (config.metrics().enabled()) {
      sampler.stop();
      recorder.last();
      rateLog.follow();
    }
  }

  @Override
  public void close() {
    sampler.stop();
    servers.close();
  }

  /// The settings.
  public TelemetryConfig config() {
    return config;
  }

  /// The writing side of the live values.
  public LiveCounters counters() {
    return counters;
  }

  /// The reading side of the live values.
  public CountersReader reader() {
    return reader;
  }

  /// Where the servers listen, for people.
  public List<String> addresses() {
    return servers.addresses();
  }

  /// User metrics.
  public Families families() {
    return families;
  }

  /// Objects by stage and label.
  public CounterFamily objects() {
    return families.counterFamily(Metric.STAGE_OBJECTS);
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
