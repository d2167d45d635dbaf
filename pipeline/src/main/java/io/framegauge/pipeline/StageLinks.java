package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.Elements;
import io.framegauge.pipeline.gst.Pads;
import io.framegauge.pipeline.gst.Tree;
import io.framegauge.pipeline.probe.FlowEvents;
import io.framegauge.pipeline.probe.FrameExit;
import io.framegauge.pipeline.probe.Link;
import io.framegauge.pipeline.probe.LinkProbe;
import io.framegauge.pipeline.probe.Links;
import io.framegauge.telemetry.Telemetry;
import io.framegauge.telemetry.counter.LinkCells;
import io.framegauge.telemetry.counter.StageCells;
import io.framegauge.telemetry.record.StageKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The measured stages and the source pads between them: a probe on each pad, and where it leads.
final class StageLinks implements Links, AutoCloseable {
  private static final int NO_STAGE = -1;

  private final Telemetry telemetry;
  private final Stages all;
  private final Map<Long, Stage> stages = new LinkedHashMap<>();
  private final Map<Long, Wire> wires = new HashMap<>();
  private final Queue<LinkCells> released = new ConcurrentLinkedQueue<>();
  private final Origins origins = new Origins();
  private final AtomicLong framesLeft = new AtomicLong();
  private Optional<Stage> frameStage = Optional.empty();

  /// @param life of the pipeline that the stages are in
  StageLinks(Telemetry telemetry, PipelineLife life) {
    this.telemetry = telemetry;
    this.all = new Stages(telemetry, life);
  }

  /// Makes a stage of an element.
  synchronized void enter(long element, String name, boolean plugin) {
    all.enter(element, name, plugin).ifPresent(stage -> enter(element, stage));
  }

  private void enter(long element, Stage stage) {
    stages.put(element, stage);
    measure(stage);
  }

  /// Chooses the sink whose frames have left the pipeline, as long as there is none.
  synchronized void chooseFrameStage() {
    if (frameStage.isPresent()) {
      return;
    }
    Optional<String> wanted = telemetry.config().metrics().frameStage();
    frameStage =
        stages.values().stream()
            .filter(stage -> stage.kind() == StageKind.SINK)
            .filter(stage -> wanted.isEmpty() || stage.name().equals(wanted.get()))
            .findFirst();
    if (frameStage.isPresent()) {
      telemetry.recorder().frameStage(frameStage.get().cells().index());
      framesLeft.set(telemetry.framesLeft());
      wires.values().forEach(wire -> wire.stale = true); // links known already get their exit
      Tree.lookAgain();
    }
  }

  /// Puts probes on the source pads that a stage has now.
  synchronized void observe(long element) {
    Elements.forEachSourcePad(element, pad -> observe(element, pad));
  }

  /// What goes into the stages and does not come out.
  Accounts accounts() {
    return all.accounts();
  }

  /// The source that a stream comes from, where that is known.
  Optional<String> sourceId(String streamId) {
    return all.sourceId(streamId);
  }

  /// Puts a probe on a source pad of a stage.
  synchronized void observe(long element, long pad) {
    Stage stage = stages.get(element);
    if (stage != null && !wires.containsKey(pad) && Elements.isSource(pad)) {
      Wire wire = new Wire(stage);
      wires.put(pad, wire);
      wire.probe = Pads.observe(pad, new LinkProbe(this));
      foresee(pad, stage);
    }
  }

  /// Where buffers flow already, the link is entered before the first one is seen: what a stage
  /// counts where it begins to be measured, its input or its output, must not change later.
  private void foresee(long pad, Stage source) {
    Stage destination = Pads.pushes(pad) ? destination(pad) : null;
    if (destination != null) {
      Optional<LinkCells> cells = telemetry.counters().link(source.cells(), destination.cells());
      cells.ifPresent(telemetry.counters()::release);
    }
  }

  private @Nullable Stage destination(long pad) {
    return stages.get(Pads.destination(pad, stages::containsKey));
  }

  @Override
  public synchronized Answer find(long pad) {
    releaseLinks();
    Wire wire = wires.get(pad);
    if (wire == null) {
      return Answer.NEVER;
    }
    long address = Pads.destination(pad, stages::containsKey);
    Stage destination = stages.get(address);
    if (wire.stale || destination == null || !destination.equals(wire.destination)) {
      relink(wire, destination);
      if (destination == null && address != 0) {
        wire.answer = Answer.NEVER;
      }
    }
    measure(wire.source); // pads were linked or unlinked, maybe other ones of these stages
    if (destination != null) {
      measure(destination);
    }
    return wire.answer;
  }

  private void relink(Wire wire, @Nullable Stage destination) {
    Stage before = wire.destination;
    if (wire.cells != null) {
      telemetry.counters().release(wire.cells);
      wire.cells = null;
    }
    if (before != null || destination == null) {
      wire.source.drops().connected(false);
      wire.foreseen = false;
    }
    wire.destination = destination;
    wire.stale = false;
    wire.answer = Answer.NOT_YET;
    if (destination != null) {
      wire.answer = Answer.NEVER;
      telemetry
          .counters()
          .link(wire.source.cells(), destination.cells())
          .ifPresent(cells -> {
            wire.cells = cells;
            wire.answer = new Answer(link(wire.source, destination, cells), true);
            wire.source.drops().connected(true);
          });
    }
    tellOrigins();
  }

  private void tellOrigins() {
    Map<Long, Origins.Edge> edges = new HashMap<>();
    wires.forEach((pad, wire) -> {
      if (wire.destination != null) {
        StageCells to = wire.destination.cells();
        edges.put(pad, new Origins.Edge(wire.source.cells(), to, wire.cells));
      }
    });
    origins.tell(
        edges,
        stages.values().stream()
            .filter(stage -> stage.kind() == StageKind.SINK)
            .map(Stage::cells)
            .toList());
  }

  private Link link(Stage source, Stage destination, LinkCells cells) {
    List<StageCells> captioned =
        source.kind() == StageKind.SOURCE
            ? List.of(source.cells(), destination.cells())
            : List.of(destination.cells());
    boolean leaves = frameStage.filter(destination::equals).isPresent();
    FrameExit exit = leaves ? this::framesLeft : null;
    return new Link(
        cells,
        captioned,
        all.objects(),
        destination.name(),
        all.sourcesOn(source, destination),
        source.drops(),
        FlowEvents.both(destination.levels(), destination.drops()),
        exit);
  }

  private void framesLeft(long more) {
    telemetry.recorder().framesLeft(framesLeft.addAndGet(more));
  }

  /// A timestamp tells which buffer left only where there is one way in and one way out; those
  /// count too over which nothing has come yet. Asked when something flows: what is unlinked when
  /// all has ended changes nothing.
  private void measure(Stage stage) {
    int inputs = 0;
    int outputs = 0;
    for (Map.Entry<Long, Wire> entry : wires.entrySet()) {
      Wire wire = entry.getValue();
      Stage to = wire.destination == null ? destination(entry.getKey()) : wire.destination;
      inputs += stage.equals(to) ? 1 : 0;
      outputs += wire.source.equals(stage) && to != null ? 1 : 0;
    }
    boolean through = stage.kind() != StageKind.SOURCE && stage.kind() != StageKind.SINK;
    stage.cells().measureResidence(through && inputs <= 1 && outputs <= 1);
  }

  @Override
  public void released(Link link) {
    released.add(link.cells());
  }

  private void releaseLinks() {
    for (LinkCells cells = released.poll(); cells != null; cells = released.poll()) {
      telemetry.counters().release(cells);
    }
  }

  @Override
  public void failed(Throwable thrown) {
    telemetry.counters().probeFailed();
  }

  /// Takes the probe off a pad that is going.
  synchronized void forget(long pad) {
    Wire wire = wires.remove(pad);
    if (wire != null) {
      if (wire.probe != null) {
        wire.probe.remove();
      }
      wire.source.drops().connected(false);
      releaseLinks();
      tellOrigins();
    }
  }

  /// Lets a stage go whose element is leaving.
  ///
  /// @param shown whether its last values are to be shown nevertheless
  /// @return the name of the stage whose values go, if they do
  synchronized Optional<String> leave(long element, boolean shown) {
    Stage stage = stages.remove(element);
    if (stage == null) {
      return Optional.empty();
    }
    List<Long> pads = new ArrayList<>();
    wires.forEach((pad, wire) -> {
      if (wire.source.equals(stage)) {
        pads.add(pad);
      }
    });
    all.accounts().stopped(element);
    pads.forEach(this::forget);
    if (!shown && frameStage.filter(stage::equals).isPresent()) {
      frameStage = Optional.empty();
      telemetry.recorder().frameStage(NO_STAGE);
    }
    all.leave(element, stage, shown);
    return shown ? Optional.empty() : Optional.of(stage.name());
  }

  /// Looks at queues and accounts; called by the sampler.
  void sample(long nowNanos) {
    foreseeWaysOut();
    all.sample(nowNanos);
  }

  /// A stage may drop everything from the start, so that nobody asks where its way out leads.
  private synchronized void foreseeWaysOut() {
    wires.forEach((pad, wire) -> {
      if (wire.destination == null && !wire.foreseen && destination(pad) != null) {
        wire.foreseen = true;
        wire.source.drops().connected(true);
      }
    });
  }

  /// The pipeline is about to be stopped.
  void stopping() {
    foreseeWaysOut();
    all.accounts().stopping();
  }

  synchronized Map<String, StageCells> cells() {
    return stages.values().stream().collect(Collectors.toMap(Stage::name, Stage::cells));
  }

  /// Takes all probes off.
  @Override
  public synchronized void close() {
    List.copyOf(wires.keySet()).forEach(this::forget);
    all.close();
  }
}
