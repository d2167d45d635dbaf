package io.framegauge.telemetry.prometheus;

import io.framegauge.telemetry.counter.Departures;
import io.framegauge.telemetry.counter.Limits;
import io.framegauge.telemetry.counter.LinkCells;
import io.framegauge.telemetry.counter.LiveCounters;
import io.framegauge.telemetry.counter.StageCells;
import io.framegauge.telemetry.history.History;
import io.framegauge.telemetry.history.RecordLane;
import io.framegauge.telemetry.history.RecordRing;
import io.framegauge.telemetry.metrics.Collectors;
import io.framegauge.telemetry.metrics.ExtraLabels;
import io.framegauge.telemetry.metrics.Families;
import io.framegauge.telemetry.metrics.HistogramFamily;
import io.framegauge.telemetry.record.Build;
import io.framegauge.telemetry.record.DropReason;
import io.framegauge.telemetry.record.Metric;
import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.QueueLevel;
import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StageKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// A pipeline `src ! decode ! queue ! tracker (plugin) ! sink` in real telemetry memory: ten frames
/// of 100 bytes went through it, each 3 ms in the plugin, of which it dropped one.
final class PopulatedPipeline {
  static final long NOW_NANOS = 10_000_000_000L;
  private static final int HISTORY = 10;
  private static final long MILLI = 1_000_000;

  final LiveCounters counters;
  final RecordRing ring;
  final Families families;
  final Collectors collectors;
  final ExtraLabels extraLabels = new ExtraLabels(Map.of("site", "north", "zone", "a \"b\"\\"));

  PopulatedPipeline() {
    this(100);
  }

  PopulatedPipeline(int maxSeries) {
    Limits limits = new Limits(8, 8, 24, maxSeries);
    long ringBytes = RecordRing.bytes(HISTORY, limits.maxStages(), limits.maxLinks());
    counters = LiveCounters.create("city-traffic", UUID.randomUUID(), limits, ringBytes, 0, 1);
    ring = RecordRing.create(counters.ring(), HISTORY, limits.maxStages(), limits.maxLinks());
    families = new Families(counters.series(), extraLabels);
    collectors = new Collectors(families, Duration.ofSeconds(20));
    families.counterFamily(Metric.COLLECTOR_FAILURES).inc(0, "none", "threw");
    flow();
    records();
    families.counterFamily(Metric.STAGE_OBJECTS).inc(4, "tracker", "person");
    families.gaugeFamily(Metric.QUEUE_PAD_LEVEL_BUFFERS).set(2, "queue", "src_0");
    families.gaugeFamily(Metric.QUEUE_PAD_LEVEL_BYTES).set(200, "queue", "src_0");
    families.gaugeFamily(Metric.QUEUE_PAD_LEVEL_SECONDS).set(0.08, "queue", "src_0");
    families.counterFamily(Metric.SOURCE_FRAMES).inc(10, "src", "tracker");
    families.counterFamily(Metric.PIPELINE_MESSAGES).inc(1, "eos");
    families.counterFamily(Metric.PIPELINE_ERRORS).inc(2, "gst-stream-error-quark", "7", "decode");
    families.counterFamily(Metric.PIPELINE_WARNINGS).inc(3, "gst-resource-error-quark", "5", "src");
    families.counterFamily(Metric.PIPELINE_STATE_SECONDS).inc(2_500 * MILLI, "playing");
    families.gaugeFamily(Metric.STAGE_STALLED).set(1, "queue");
    families.counterFamily(Metric.PLUGIN_ERRORS).inc(0, "tracker");
    families.gaugeFamily(Metric.PLUGIN_BLOCKED).set(1, "tracker");
    families.counterFamily(Metric.PLUGIN_OVER_BUDGET).inc(0, "tracker");
    families.counterFamily(Metric.PLUGIN_SKIPPED_FRAMES).inc(0, "tracker");
    families
        .counterFamily("frames_per_source", "Frames", "", "source_id")
        .inc(10, "camera \"1\"\n");
    families.gaugeFamily("queue", "Level", "bytes").set(-0.5);
    HistogramFamily stays =
        families.histogramFamily("stay", "Stay", "seconds", List.of(0.5, 1.0), "source_id");
    stays.observe(0.5, "a");
    stays.observe(0.75, "a");
    stays.observe(7, "a");
    families.infoFamily("model", "Model", "version").set("v1 \"b\"");
    families.stateFamily("engine_status", "Status", List.of("PAUSED", "RUNNING")).set("RUNNING");
    counters.state(PipelineState.RUNNING);
  }

  History history() {
    return ring.history(counters.reader()::stageName);
  }

  Exposition exposition(Collectors others) {
    ExpositionConfig config =
        new ExpositionConfig(
            extraLabels, new Build("0.1.0", "25", "1.22.0"), MetricGroups.ALL, others::collect);
    return new Exposition(counters.reader(), history(), config, () -> NOW_NANOS);
  }

  Exposition exposition(MetricGroups groups) {
    ExpositionConfig config =
        new ExpositionConfig(
            extraLabels, new Build("0.1.0", "25", "1.22.0"), groups, collectors::collect);
    return new Exposition(counters.reader(), history(), config, () -> NOW_NANOS);
  }

  Exposition exposition() {
    return exposition(history());
  }

  Exposition exposition(History history) {
    ExpositionConfig config =
        new ExpositionConfig(
            extraLabels, new Build("0.1.0", "25", "1.22.0"), MetricGroups.ALL, collectors::collect);
    return new Exposition(counters.reader(), history, config, () -> NOW_NANOS);
  }

  private void flow() {
    StageCells src = stage("src", "filesrc", StageKind.SOURCE);
    StageCells decode = stage("decode", "avdec", StageKind.ELEMENT);
    StageCells queue = stage("queue", "queue", StageKind.QUEUE);
    StageCells tracker = stage("tracker", "identity", StageKind.PLUGIN);
    StageCells sink = stage("sink", "fakesink", StageKind.SINK);
    LinkCells encoded = link(src, decode, true);
    LinkCells decoded = link(decode, queue, false);
    LinkCells queued = link(queue, tracker, false);
    LinkCells tracked = link(tracker, sink, false);
    tracker.measureResidence(true);
    tracker.accountsFor(Set.of(DropReason.PLUGIN, DropReason.ERROR));
    decode.caps("video/x-h264");
    queue.level(new QueueLevel(3, 300, 120 * MILLI, 30, 10_485_760, 1000 * MILLI, 5));
    Departures departures = new Departures();
    encoded.departures(departures);
    sink.origins(List.of(departures));
    long now = NOW_NANOS - 2_000 * MILLI;
    for (int frame = 0; frame < 10; frame++) {
      long pts = 40 * MILLI * frame;
      encoded.buffer(100, frame == 0, 0, pts, now);
      decoded.buffer(100, true, 0, pts, now);
      queued.buffer(100, true, 1, pts, now);
      if (frame == 5) {
        tracker.droppedByPlugin(pts);
      } else {
        tracked.buffer(100, true, 2, pts, now + 3 * MILLI);
      }
    }
    tracked.batch();
  }

  private void records() {
    RecordLane frames = ring.lane(RecordType.FRAME);
    frames.begin(RecordType.INITIAL, 1_700_000_000_000L, 1);
    record(frames, 0, 0, 0);
    frames.begin(RecordType.FRAME, 1_700_000_001_000L, 2);
    record(frames, 9, 18, 9);
    RecordLane times = ring.lane(RecordType.TIMESTAMP);
    times.begin(RecordType.TIMESTAMP, 1_700_000_002_000L, 3);
    record(times, 7, 14, 4);
  }

  private static void record(RecordLane lane, long frameNo, long objects, int samples) {
    lane.totals(frameNo, objects);
    for (int stage = 0; stage < 5; stage++) {
      lane.stage(stage == 1 ? -1 : stage, frameNo, objects, 0);
    }
    if (samples > 0) {
      lane.latency(3, 4, 3 * MILLI, 3 * MILLI, 3 * MILLI * samples, samples);
    }
    lane.complete();
  }

  private StageCells stage(String name, String factory, StageKind kind) {
    return counters.stage(name, factory, kind).orElseThrow();
  }

  private LinkCells link(StageCells from, StageCells to, boolean encoded) {
    LinkCells link = counters.link(from, to).orElseThrow();
    link.media(true, encoded);
    return link;
  }
}
