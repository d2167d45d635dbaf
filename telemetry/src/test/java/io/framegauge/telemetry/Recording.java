package io.framegauge.telemetry;

import io.framegauge.telemetry.counter.Limits;
import io.framegauge.telemetry.counter.LinkCells;
import io.framegauge.telemetry.counter.LiveCounters;
import io.framegauge.telemetry.counter.StageCells;
import io.framegauge.telemetry.history.History;
import io.framegauge.telemetry.history.RecordRing;
import io.framegauge.telemetry.metrics.ExtraLabels;
import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.RunIdentity;
import io.framegauge.telemetry.record.RunSettings;
import io.framegauge.telemetry.record.StageKind;
import io.framegauge.telemetry.record.StatRecord;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A recorder over a pipeline of three stages through which frames go when told.
final class Recording {
  private static final int HISTORY = 1_000;

  final TelemetryMemory memory;
  final History history;
  final Recorder recorder;
  final StageCells stage;
  private final LinkCells in;
  private final LinkCells out;
  private long pts;

  Recording(Optional<Long> framePeriod, Optional<Double> timePeriod) {
    this(framePeriod, timePeriod, new FileSetting.Off());
  }

  Recording(Optional<Long> framePeriod, Optional<Double> timePeriod, FileSetting file) {
    Limits limits = new Limits(4, 4, 2, 10);
    memory =
        TelemetryMemory.create(
            file,
            new RunIdentity("test", UUID.randomUUID().toString(), 1, 1_000, 1),
            RunSettings.UNKNOWN,
            limits,
            RecordRing.bytes(HISTORY, 4, 4));
    LiveCounters counters = memory.counters();
    RecordRing ring = RecordRing.create(counters.ring(), HISTORY, 4, 4);
    history = ring.history(counters.reader()::stageName);
    recorder = new Recorder(counters, ring, metrics(framePeriod, timePeriod));
    StageCells source = counters.stage("source", "src", StageKind.SOURCE).orElseThrow();
    stage = counters.stage("stage", "identity", StageKind.ELEMENT).orElseThrow();
    StageCells sink = counters.stage("sink", "sink", StageKind.SINK).orElseThrow();
    stage.measureResidence(true);
    in = counters.link(source, stage).orElseThrow();
    out = counters.link(stage, sink).orElseThrow();
    in.media(true, false);
    out.media(true, false);
    recorder.frameStage(sink.index());
  }

  static TelemetryConfig.Metrics metrics(Optional<Long> framePeriod, Optional<Double> timePeriod) {
    return new TelemetryConfig.Metrics(
        true, framePeriod, timePeriod, HISTORY, ExtraLabels.NONE, Optional.empty(), 4, 10);
  }

  /// A frame with an object goes through and stays 5 microseconds in the stage.
  void frame() {
    list(1);
  }

  /// Frames in one buffer list: counted one by one, told at the end.
  void list(int frames) {
    for (int i = 0; i < frames; i++) {
      pts += 40_000_000;
      in.buffer(100, false, 1, pts, pts);
      out.buffer(100, false, 1, pts, pts + 5_000);
    }
    recorder.framesLeft(out.frameCount());
  }

  List<StatRecord> records() {
    return history.newerThan(-1, HISTORY).records();
  }

  /// Type, number of frames and samples of the stage's latency of each record.
  List<String> shown() {
    return records().stream().map(Recording::shown).toList();
  }

  private static String shown(StatRecord record) {
    long samples =
        record.stageStats().stream()
            .flatMap(stage -> stage.latencies().stream())
            .mapToLong(latency -> latency.count())
            .sum();
    return record.type().label() + " " + record.frameNo() + " (" + samples + ")";
  }

  long count(RecordType type) {
    return records().stream().filter(record -> record.type() == type).count();
  }
}
