package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.PadProbe;
import io.framegauge.pipeline.gst.Pads;
import io.framegauge.telemetry.FileSetting;
import io.framegauge.telemetry.Telemetry;
import io.framegauge.telemetry.TelemetryConfig;
import io.framegauge.telemetry.metrics.ExtraLabels;
import io.framegauge.telemetry.prometheus.WebConfig;
import io.framegauge.telemetry.record.Build;
import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.StageCounts;
import io.framegauge.telemetry.zeromq.HistoryServerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.freedesktop.gstreamer.Bus;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.Pipeline;
import org.freedesktop.gstreamer.Structure;

/// A real pipeline from gst-launch text with telemetry on it, for tests.
final class MeasuredPipeline implements AutoCloseable {
  private static final long DEADLINE_SECONDS = Boolean.getBoolean("framegauge.long") ? 600 : 60;

  private final Pipeline pipeline;
  private final Telemetry telemetry;
  private final PipelineTelemetry attached;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<Pads.Attached> probes = new ArrayList<>();
  private volatile String error = "";

  MeasuredPipeline(String text, TelemetryConfig.Metrics metrics) {
    this(text, metrics, new FileSetting.Off());
  }

  MeasuredPipeline(String text, TelemetryConfig.Metrics metrics, FileSetting file) {
    Gst.init("framegauge-test");
    pipeline = (Pipeline) Gst.parseLaunch(text);
    telemetry = Telemetry.open("test", config(metrics, file), new Build("test", "25", "1"));
    attached = PipelineTelemetry.attach(telemetry, ParsedElements.of(pipeline, text, Map.of()));
    pipeline.getBus().connect((Bus.EOS) source -> ended.countDown());
    pipeline
        .getBus()
        .connect(
            (Bus.ERROR)
                (source, code, message) -> {
                  error = message;
                  ended.countDown();
                });
  }

  private static TelemetryConfig config(TelemetryConfig.Metrics metrics, FileSetting file) {
    return new TelemetryConfig(
        metrics,
        file,
        new WebConfig(false, "127.0.0.1", 0),
        new HistoryServerConfig(
            false,
            HistoryServerConfig.DEFAULT_ENDPOINT,
            HistoryServerConfig.DEFAULT_STREAM_ENDPOINT,
            false,
            Optional.empty()));
  }

  static TelemetryConfig.Metrics metrics() {
    return metrics(Optional.of(10L), Optional.empty(), 100);
  }

  static TelemetryConfig.Metrics metrics(
      Optional<Long> framePeriod, Optional<Double> timePeriod, int history) {
    return new TelemetryConfig.Metrics(
        true, framePeriod, timePeriod, history, ExtraLabels.NONE, Optional.empty(), 64, 1000);
  }

  /// Plays until the process ends; frames leave by the stage `sink`.
  void playOn() {
    telemetry.recorder().frameStage(stage("sink").index());
    telemetry.start();
    telemetry.running();
    pipeline.play();
  }

  /// Plays to the end of stream and writes the last records.
  MeasuredPipeline run() throws InterruptedException {
    play();
    return end();
  }

  /// Starts to play.
  void play() {
    telemetry.start();
    pipeline.play();
  }

  /// Waits for the end of stream and writes the last records.
  MeasuredPipeline end() throws InterruptedException {
    awaitEnd();
    return stop();
  }

  /// Stops where it is and writes the last records.
  MeasuredPipeline stop() {
    attached.stopping();
    pipeline.stop();
    attached.stopped();
    telemetry.end(PipelineState.ENDED);
    if (!error.isEmpty()) {
      throw new AssertionError(error);
    }
    return this;
  }

  /// Waits for the end of stream; the pipeline is not stopped.
  void awaitEnd() throws InterruptedException {
    if (!ended.await(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("no end of stream within " + DEADLINE_SECONDS + " s");
    }
  }

  Pipeline pipeline() {
    return pipeline;
  }

  Element element(String name) {
    return pipeline.getElementByName(name);
  }

  /// A number out of the `stats` of an element.
  long statistic(String element, String field) {
    Structure stats = (Structure) element(element).get("stats");
    return ((Number) stats.getValue(field)).longValue();
  }

  /// Puts a probe on what an element puts out, beside those of the product, until this is closed.
  void observe(String element, PadProbe probe) {
    probes.add(Pads.observe(Address.of(element(element).getStaticPad("src")), probe));
  }

  /// Puts a probe on what an element takes in, until this is closed.
  void intercept(String element, PadProbe probe) {
    probes.add(Pads.intercept(Address.of(element(element).getStaticPad("sink")), probe));
  }

  Telemetry telemetry() {
    return telemetry;
  }

  List<StageCounts> stages() {
    return telemetry.reader().stages();
  }

  StageCounts stage(String name) {
    return stages().stream().filter(stage -> stage.name().equals(name)).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    probes.forEach(Pads.Attached::remove);
    attached.detach();
    telemetry.close();
    pipeline.close();
  }
}
