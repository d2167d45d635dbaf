package io.framegauge.pipeline;

import io.framegauge.telemetry.record.StageCounts;
import io.framegauge.telemetry.record.StatRecord;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.freedesktop.gstreamer.Bin;
import org.freedesktop.gstreamer.Bus;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.ElementFactory;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.Pipeline;
import org.freedesktop.gstreamer.State;
import org.freedesktop.gstreamer.Structure;

/// A program's own pipeline, and telemetry attached to it by the public method.
final class AttachedPipeline implements AutoCloseable {
  final Pipeline pipeline;
  private final AtomicLong ends = new AtomicLong();
  private long seen;

  AttachedPipeline(String text) {
    Gst.init("framegauge-test");
    pipeline = (Pipeline) Gst.parseLaunch(text);
    pipeline.getBus().connect((Bus.EOS) source -> ends.incrementAndGet());
  }

  /// Settings without servers.
  static AttachOptions options() {
    return AttachOptions.of()
        .name("test")
        .set("metrics.frame_period", 10)
        .set("file", false)
        .set("web.enabled", false)
        .set("history_server.enabled", false);
  }

  PipelineTelemetry attach() {
    return PipelineTelemetry.attach(pipeline, options());
  }

  Element element(String name) {
    return pipeline.getElementByName(name);
  }

  static Element make(String factory, String name) {
    return ElementFactory.make(factory, name);
  }

  /// Changes the state and waits for it.
  void state(State state) {
    pipeline.setState(state);
    State reached = pipeline.getState(20, TimeUnit.SECONDS);
    if (reached != state) {
      throw new AssertionError("the pipeline is " + reached + " and not " + state);
    }
  }

  /// Waits until the program has been told of one more end of stream over its bus.
  void awaitEnd() {
    long before = seen;
    Await.until("end of stream", () -> ends.get() > before);
    seen = before + 1;
  }

  /// Plays to the end of stream and stops.
  void run() {
    pipeline.play();
    awaitEnd();
    state(State.NULL);
  }

  /// What an `identity` says has gone through it since it was started.
  long passed(String identity) {
    Structure stats = (Structure) element(identity).get("stats");
    return ((Number) stats.getValue("num-buffers")).longValue();
  }

  /// Takes an element out and stops it.
  static void remove(Bin from, Element element) {
    from.remove(element);
    element.setState(State.NULL);
    element.getState(20, TimeUnit.SECONDS);
  }

  static List<StageCounts> stages(PipelineTelemetry telemetry) {
    return telemetry.telemetry().reader().stages();
  }

  static StageCounts stage(PipelineTelemetry telemetry, String name) {
    return stages(telemetry).stream()
        .filter(stage -> stage.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no stage " + name + " in " + names(telemetry)));
  }

  static List<String> names(PipelineTelemetry telemetry) {
    return stages(telemetry).stream().map(StageCounts::name).toList();
  }

  static List<StatRecord> records(PipelineTelemetry telemetry) {
    return telemetry.telemetry().history().newerThan(-1, 1000).records();
  }

  @Override
  public void close() {
    pipeline.setState(State.NULL);
    pipeline.close();
  }
}
