package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.Elements;
import io.framegauge.telemetry.Telemetry;
import io.framegauge.telemetry.counter.StageCells;
import io.framegauge.telemetry.record.Build;
import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.StageKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.Pipeline;

/// Measures a pipeline that a program has built itself, or is still building: one line, at any
/// moment, also while buffers flow.
///
/// ```java
/// PipelineTelemetry telemetry = PipelineTelemetry.attach(pipeline);
/// ```
///
/// Each element is a stage under its own name; plain bins are looked through, another bin is one
/// stage. Elements that come later are measured too, those that go take their series along. The
/// pipeline stays the program's: its bus is not touched, nothing of it is kept alive. A pipeline
/// may have several of these at once. All methods may be called from any thread.
public final class PipelineTelemetry implements AutoCloseable {
  /// An element and what it is to be called.
  record Measured(Element element, String name, boolean plugin) {}

  private static final Set<String> QUEUES = Set.of("queue", "queue2", "multiqueue");

  private final Telemetry telemetry;
  private final Optional<Topology> topology;
  private final boolean ours;
  private boolean detached;

  /// @param ours whether the telemetry ends with this
  private PipelineTelemetry(Telemetry telemetry, Optional<Topology> topology, boolean ours) {
    this.telemetry = telemetry;
    this.topology = topology;
    this.ours = ours;
  }

  /// Measures with the settings of [AttachOptions#of()].
  public static PipelineTelemetry attach(Pipeline pipeline) {
    return attach(pipeline, AttachOptions.of());
  }

  /// Measures from now on, and serves what is measured.
  ///
  /// @throws io.framegauge.config.ConfigurationException when a setting is wrong
  /// @throws RuntimeException when a server cannot be bound; nothing is measured then
  public static PipelineTelemetry attach(Pipeline pipeline, AttachOptions options) {
    String name = options.name().orElseGet(pipeline::getName);
    Telemetry telemetry = Telemetry.open(name, options.telemetry(), build());
    try {
      Optional<Topology> topology =
          telemetry.config().metrics().enabled()
              ? Optional.of(Topology.attach(telemetry, Address.of(pipeline), List.of()))
              : Optional.empty();
      telemetry.start();
      telemetry.running();
      return new PipelineTelemetry(telemetry, topology, true);
    } catch (RuntimeException | Error e) {
      telemetry.close();
      throw e;
    }
  }

  private static Build build() {
    String version = PipelineTelemetry.class.getPackage().getImplementationVersion();
    return new Build(
        version == null ? "development" : version,
        Runtime.version().toString(),
        Gst.getVersion().toString());
  }

  /// Measures a pipeline of ours; before it starts.
  ///
  /// @param elements its stages; at least one
  static PipelineTelemetry attach(Telemetry telemetry, List<Measured> elements) {
    long pipeline = Elements.top(Address.of(elements.getFirst().element()));
    Topology topology = Topology.attach(telemetry, pipeline, elements);
    return new PipelineTelemetry(telemetry, Optional.of(topology), false);
  }

  /// Names of the elements of a kind.
  static List<String> names(List<Measured> elements, StageKind kind) {
    return elements.stream()
        .filter(measured -> kind(measured) == kind)
        .map(Measured::name)
        .toList();
  }

  private static StageKind kind(Measured measured) {
    long element = Address.of(measured.element());
    return kind(element, Elements.factory(element), measured.plugin());
  }

  static StageKind kind(long element, String factory, boolean plugin) {
    if (plugin) {
      return StageKind.PLUGIN;
    }
    if (QUEUES.contains(factory)) {
      return StageKind.QUEUE;
    }
    if (!Elements.takesInput(element)) {
      return StageKind.SOURCE;
    }
    return Elements.putsOut(element) ? StageKind.ELEMENT : StageKind.SINK;
  }

  /// Whether the messages on the pipeline's bus are heard without its help.
  boolean hearsMessages() {
    return topology.map(Topology::hears).orElse(false);
  }

  /// An element tells how many buffers it has dropped for lateness; where messages are not heard.
  ///
  /// @param element the address of the element that tells it
  /// @param dropped since it was started or flushed
  void qos(long element, long dropped) {
    topology.ifPresent(measured -> measured.qos(element, dropped));
  }

  /// The source that a stream comes from, where that is known.
  Optional<String> sourceId(String streamId) {
    return topology.flatMap(measured -> measured.sourceId(streamId));
  }

  /// The cells of the measured stages by name.
  Map<String, StageCells> stages() {
    return topology.map(Topology::stages).orElse(Map.of());
  }

  /// The pipeline is about to be stopped for good: the last values of what goes with that stay.
  void stopping() {
    topology.ifPresent(Topology::stopping);
  }

  /// The pipeline has stopped: what is missing now was inside, or is lost.
  void stopped() {
    topology.ifPresent(Topology::stopped);
  }

  /// What has been measured: live values, history, users' families of series.
  public Telemetry telemetry() {
    return telemetry;
  }

  /// Where the servers listen, for people.
  public List<String> addresses() {
    return telemetry.addresses();
  }

  /// Stops measuring and writes the last records; values can still be read and scraped. A call in
  /// progress on a streaming thread may still finish.
  public synchronized void detach() {
    if (!detached) {
      detached = true;
      topology.ifPresent(Topology::close);
      if (ours) {
        telemetry.end(PipelineState.STOPPED);
      }
    }
  }

  /// Stops measuring and serving.
  @Override
  public void close() {
    detach();
    if (ours) {
      telemetry.close();
    }
  }
}
