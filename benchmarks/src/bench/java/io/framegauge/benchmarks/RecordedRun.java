package io.framegauge.benchmarks;

import io.framegauge.telemetry.Telemetry;
import io.framegauge.telemetry.counter.LinkCells;
import io.framegauge.telemetry.counter.LiveCounters;
import io.framegauge.telemetry.counter.StageCells;
import io.framegauge.telemetry.record.StageKind;
import java.util.ArrayList;
import java.util.List;

/// A chain of stages without a pipeline, whose records are cut as a streaming thread would.
final class RecordedRun implements AutoCloseable {
  private static final long FRAME_NANOS = 33_333_333;
  private static final long STAY_NANOS = 250_000;

  private final Telemetry telemetry;
  private final List<LinkCells> links = new ArrayList<>();
  private long frames;

  RecordedRun(String name, int stages, List<String> sets) {
    telemetry = BenchTelemetry.open(name, sets);
    LiveCounters counters = telemetry.counters();
    List<StageCells> all = new ArrayList<>();
    for (int i = 0; i < stages; i++) {
      all.add(counters.stage("stage-" + i, "identity", kind(i, stages)).orElseThrow());
    }
    for (int i = 0; i + 1 < stages; i++) {
      LinkCells link = counters.link(all.get(i), all.get(i + 1)).orElseThrow();
      link.media(true, false);
      links.add(link);
      all.get(i).measureResidence(i > 0);
    }
    telemetry.recorder().frameStage(stages - 1);
    telemetry.start();
    telemetry.running();
  }

  private static StageKind kind(int stage, int stages) {
    return stage == 0 ? StageKind.SOURCE : stage == stages - 1 ? StageKind.SINK : StageKind.ELEMENT;
  }

  Telemetry telemetry() {
    return telemetry;
  }

  /// One frame goes through all stages; its record is not yet cut.
  void frame() {
    long pts = ++frames * FRAME_NANOS;
    for (int i = 0; i < links.size(); i++) {
      links.get(i).buffer(3_110_400, true, 2, pts, pts + i * STAY_NANOS);
    }
  }

  /// The frame has left: cuts a record when its period is over.
  void left() {
    telemetry.recorder().framesLeft(frames);
  }

  @Override
  public void close() {
    telemetry.close();
  }
}
