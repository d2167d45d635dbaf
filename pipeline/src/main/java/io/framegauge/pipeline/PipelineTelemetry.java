package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.Pads;
import io.framegauge.pipeline.probe.FrameExit;
import io.framegauge.pipeline.probe.Link;
import io.framegauge.pipeline.probe.LinkProbe;
import io.framegauge.pipeline.probe.Links;
import io.framegauge.pipeline.probe.ObjectCounts;
import io.framegauge.telemetry.Telemetry;
import io.framegauge.telemetry.counter.LinkCells;
import io.framegauge.telemetry.counter.StageCells;
import io.framegauge.telemetry.record.StageKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.Pad;
import org.freedesktop.gstreamer.PadDirection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Measures the elements of a pipeline: a stage for each, a probe on each source pad, also on those
/// that appear later.
final class PipelineTelemetry implements Links {
  private static final Logger LOG = LoggerFactory.getLogger(PipelineTelemetry.class);

  /// An element and what it is to be called.
  record Measured(Element element, String name, boolean plugin) {}

  private record Stage(
      StageCells cells,
      String name,
      StageKind kind,
      DropLedger drops,
      long address,
      Set<Long> inputs) {}

  private final Telemetry telemetry;
  private final ObjectCounts objects;
  private final Map<Long, Stage> stages = new LinkedHashMap<>();
  private final Map<Long, Stage> owners = new HashMap<>();
  private final Map<Stage, Integer> outputs = new HashMap<>();
  private final List<Pads.Attached> probes = new ArrayList<>();
  private final Set<Long> observed = new HashSet<>();
  private final int frameStage;

  private PipelineTelemetry(Telemetry telemetry, List<Measured> elements) {
    this.telemetry = telemetry;
    this.objects = new ObjectCounts(telemetry.objects());
    elements.forEach(this::enter);
    this.frameStage = chooseFrameStage();
    elements.forEach(measured -> observe(measured.element()));
  }

  /// Puts the probes in place; before the pipeline starts.
  static PipelineTelemetry attach(Telemetry telemetry, List<Measured> elements) {
    return new PipelineTelemetry(telemetry, elements);
  }

  private void enter(Measured measured) {
    Element element = measured.element();
    String factory = element.getFactory().getName();
    StageKind kind = kind(measured, factory);
    Optional<StageCells> cells = telemetry.counters().stage(measured.name(), factory, kind);
    if (cells.isEmpty()) {
      LOG.warn(
          "stage not measured, max_stages reached: max_stages={}, stage={}",
          telemetry.counters().limits().maxStages(),
          measured.name());
      return;
    }
    String klass = element.getFactory().getKlass();
    cells.get().reorders(klass.contains("Decoder") || klass.contains("Encoder"));
    long address = Address.of(element);
    DropLedger drops = DropLedgers.of(element, factory, kind, cells.get());
    drops.deliversIf(deliversIf(element));
    telemetry.sampler().onSample(drops::sample);
    Stage stage = new Stage(cells.get(), measured.name(), kind, drops, address, new HashSet<>());
    stages.put(address, stage);
    measure(stage);
    if (kind == StageKind.QUEUE) {
      QueueLevels levels = new QueueLevels(element, cells.get());
      telemetry.sampler().onSample(levels::sample);
    }
  }

  private BooleanSupplier deliversIf(Element element) {
    Pad out = element.getStaticPad("src");
    return () -> out != null && stages.containsKey(Pads.destination(Address.of(out)));
  }

  private static StageKind kind(Measured measured, String factory) {
    if (measured.plugin()) {
      return StageKind.PLUGIN;
    }
    if (factory.equals("queue") || factory.equals("queue2")) {
      return StageKind.QUEUE;
    }
    if (!has(measured.element(), PadDirection.SINK)) {
      return StageKind.SOURCE;
    }
    return has(measured.element(), PadDirection.SRC) ? StageKind.ELEMENT : StageKind.SINK;
  }

  private static boolean has(Element element, PadDirection direction) {
    return element.getPads().stream().anyMatch(pad -> pad.getDirection() == direction)
        || element.getFactory().getStaticPadTemplates().stream()
            .anyMatch(template -> template.getDirection() == direction);
  }

  /// Names of the elements that are sinks.
  static List<String> sinks(List<Measured> elements) {
    return elements.stream()
        .filter(
            measured -> kind(measured, measured.element().getFactory().getName()) == StageKind.SINK)
        .map(Measured::name)
        .toList();
  }

  private int chooseFrameStage() {
    List<Stage> sinks =
        stages.values().stream().filter(stage -> stage.kind() == StageKind.SINK).toList();
    Optional<String> wanted = telemetry.config().metrics().frameStage();
    Optional<Stage> chosen =
        wanted.isPresent()
            ? sinks.stream().filter(stage -> stage.name().equals(wanted.get())).findFirst()
            : sinks.stream().findFirst();
    int index = chosen.map(stage -> stage.cells().index()).orElse(-1);
    telemetry.recorder().frameStage(index);
    return index;
  }

  private void observe(Element element) {
    element.connect((Element.PAD_ADDED) (where, pad) -> observe(where, pad));
    element.getSrcPads().forEach(pad -> observe(element, pad));
  }

  private synchronized void observe(Element element, Pad pad) {
    long address = Address.of(pad);
    Stage owner = stages.get(Address.of(element));
    if (owner == null || pad.getDirection() != PadDirection.SRC || !observed.add(address)) {
      return;
    }
    owners.put(address, owner);
    probes.add(Pads.observe(address, new LinkProbe(this)));
  }

  @Override
  public synchronized Answer find(long sourcePad) {
    long destinationAddress = Pads.destination(sourcePad);
    if (destinationAddress == 0) {
      return Answer.NOT_YET;
    }
    Stage source = owners.get(sourcePad);
    Stage destination = stages.get(destinationAddress);
    if (source == null || destination == null) {
      return Answer.NEVER;
    }
    Optional<LinkCells> cells = telemetry.counters().link(source.cells(), destination.cells());
    if (cells.isEmpty()) {
      return Answer.NEVER;
    }
    connect(source, destination, sourcePad);
    source.drops().output(cells.get());
    destination.drops().input(cells.get());
    return new Answer(link(source, destination, cells.get()), true);
  }

  private Link link(Stage source, Stage destination, LinkCells cells) {
    List<StageCells> captioned =
        source.kind() == StageKind.SOURCE
            ? List.of(source.cells(), destination.cells())
            : List.of(destination.cells());
    boolean leaves = destination.cells().index() == frameStage;
    FrameExit exit = leaves ? telemetry.recorder()::framesLeft : null;
    return new Link(
        cells, captioned, objects, destination.name(), source.drops(), destination.drops(), exit);
  }

  /// A timestamp tells which buffer left only where there is one way in and one way out.
  private void connect(Stage source, Stage destination, long sourcePad) {
    destination.inputs().add(sourcePad);
    outputs.merge(source, 1, Integer::sum);
    measure(source);
    measure(destination);
  }

  private void measure(Stage stage) {
    boolean through = stage.kind() != StageKind.SOURCE && stage.kind() != StageKind.SINK;
    stage
        .cells()
        .measureResidence(
            through && stage.inputs().size() <= 1 && outputs.getOrDefault(stage, 0) <= 1);
  }

  @Override
  public void failed(Throwable thrown) {
    telemetry.counters().probeFailed();
  }

  /// An element tells how many buffers it has dropped for lateness; by the thread of the bus.
  ///
  /// @param element the address of the element that tells it
  /// @param dropped since it was started or flushed
  synchronized void qos(long element, long dropped) {
    Stage stage = stages.get(element);
    if (stage != null) {
      stage.drops().qos(dropped);
    }
  }

  /// The pipeline is about to be stopped.
  synchronized void stopping() {
    long nowNanos = System.nanoTime();
    stages.values().forEach(stage -> stage.drops().stopping(nowNanos));
  }

  /// The pipeline has stopped: what is missing now was inside, or is lost.
  synchronized void stopped() {
    stages.values().forEach(stage -> stage.drops().stopped());
  }

  /// The cells of the measured stages by name.
  Map<String, StageCells> stages() {
    return stages.values().stream().collect(Collectors.toMap(Stage::name, Stage::cells));
  }

  /// Takes the probes off.
  synchronized void detach() {
    probes.forEach(Pads.Attached::remove);
    probes.clear();
  }
}
