package io.framegauge.telemetry;

import io.framegauge.telemetry.counter.Limits;
import io.framegauge.telemetry.counter.LiveCounters;
import io.framegauge.telemetry.counter.SeriesDirectory;
import io.framegauge.telemetry.history.History;
import io.framegauge.telemetry.history.RecordRing;
import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.SeriesKind;
import java.util.List;
import java.util.UUID;

/// The telemetry of one pipeline: its memory, the recorder, the sampler and the servers.
///
/// `open`, `start` before anything flows, `end` when nothing flows any more, `close`. Between `end`
/// and `close` everything stays readable.
public final class Telemetry implements AutoCloseable {
  private final TelemetryConfig config;
  private final LiveCounters counters;
  private final History history;
  private final Recorder recorder;
  private final Sampler sampler;
  private final RateLog rateLog;
  private final int objectsFamily;

  private Telemetry(TelemetryConfig config, LiveCounters counters, RecordRing ring) {
    this.config = config;
    this.counters = counters;
    this.history = ring.history(counters.reader()::stageName);
    this.recorder = new Recorder(counters, ring, config.metrics());
    this.sampler =
        new Sampler(
            recorder, config.metrics().timePeriod().map(Recorder::nanos).orElse(Recorder.OFF));
    this.rateLog = new RateLog(history);
    this.objectsFamily =
        counters
            .series()
            .family(
                SeriesKind.COUNTER,
                "framegauge_stage_objects_total",
                "Objects on the frames that entered a stage",
                "",
                List.of("stage_name", "object_label"))
            .orElseThrow();
    sampler.onSample(now -> rateLog.follow());
  }

  /// Creates the memory of a new run.
  public static Telemetry open(String pipelineName, TelemetryConfig config) {
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
    return new Telemetry(config, counters, ring);
  }

  /// Writes the initial record and starts the sampler; before anything flows.
  public void start() {
    recorder.initial();
    sampler.start();
  }

  /// Stops the sampler and writes the last records; when nothing flows any more.
  ///
  /// @param state how the pipeline ended
  public void end(PipelineState state) {
    sampler.stop();
    recorder.last();
    counters.state(state);
    rateLog.follow();
  }

  @Override
  public void close() {
    sampler.stop();
  }

  /// The settings.
  public TelemetryConfig config() {
    return config;
  }

  /// The writing side of the live values.
  public LiveCounters counters() {
    return counters;
  }

  /// User families and objects by label.
  public SeriesDirectory series() {
    return counters.series();
  }

  /// The family of objects by stage and label.
  public int objectsFamily() {
    return objectsFamily;
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
}
