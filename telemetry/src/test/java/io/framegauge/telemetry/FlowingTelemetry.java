package io.framegauge.telemetry;

import io.framegauge.telemetry.counter.LinkCells;
import io.framegauge.telemetry.counter.StageCells;
import io.framegauge.telemetry.metrics.ExtraLabels;
import io.framegauge.telemetry.prometheus.WebConfig;
import io.framegauge.telemetry.record.Build;
import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.StageKind;
import io.framegauge.telemetry.zeromq.HistoryServerConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The telemetry, in a file, of a pipeline of three stages through which frames go when told: two
/// objects and a hundred bytes each, and a frame record every ten.
final class FlowingTelemetry implements AutoCloseable {
  static final int HISTORY = 20;
  static final Build BUILD = new Build("0.1.0", "25.0.3", "1.22.0");

  final Telemetry telemetry;
  private final LinkCells in;
  private final LinkCells out;
  private long sent;

  FlowingTelemetry(Path file) {
    telemetry = Telemetry.open("city", config(new FileSetting.At(file)), BUILD);
    StageCells source = stage("source", StageKind.SOURCE);
    StageCells stage = stage("stage", StageKind.ELEMENT);
    StageCells sink = stage("sink", StageKind.SINK);
    stage.measureResidence(true);
    stage.caps("video/x-raw, format=(string)RGB");
    in = telemetry.counters().link(source, stage).orElseThrow();
    out = telemetry.counters().link(stage, sink).orElseThrow();
    in.media(true, false);
    out.media(true, false);
    telemetry.recorder().frameStage(sink.index());
    telemetry.recorder().initial();
    telemetry.running();
  }

  static TelemetryConfig config(FileSetting file) {
    return new TelemetryConfig(
        new TelemetryConfig.Metrics(
            true,
            Optional.of(10L),
            Optional.of(0.5),
            HISTORY,
            new ExtraLabels(Map.of("site", "north", "line", "7")),
            Optional.empty(),
            8,
            100),
        file,
        new WebConfig(false, "127.0.0.1", 0),
        new HistoryServerConfig(
            false,
            HistoryServerConfig.DEFAULT_ENDPOINT,
            HistoryServerConfig.DEFAULT_STREAM_ENDPOINT,
            false,
            Optional.empty()));
  }

  private StageCells stage(String name, StageKind kind) {
    return telemetry.counters().stage(name, "factory", kind).orElseThrow();
  }

  /// Frames go through, each five microseconds in the stage, and a timestamp record is cut.
  FlowingTelemetry frames(int frames) {
    for (int i = 0; i < frames; i++) {
      sent++;
      in.buffer(100, false, 2, sent, sent);
      out.buffer(100, false, 2, sent, sent + 5_000);
      telemetry.recorder().framesLeft(sent);
    }
    telemetry.recorder().timePassed();
    return this;
  }

  void end() {
    telemetry.end(PipelineState.ENDED);
  }

  @Override
  public void close() {
    telemetry.close();
  }
}
