package io.framegauge.pipeline;

import io.framegauge.pipeline.PipelineTelemetry.Measured;
import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.Elements;
import io.framegauge.pipeline.gst.Tree;
import io.framegauge.pipeline.gst.TreeListener;
import io.framegauge.pipeline.gst.WeakObject;
import io.framegauge.telemetry.Telemetry;
import io.framegauge.telemetry.TelemetryConfig.Depth;
import io.framegauge.telemetry.counter.StageCells;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The stages of a running pipeline: those that are there at first, those that come, those that go.
///
/// Elements are known by their addresses, which are good as long as the element is in the pipeline:
/// it cannot leave before [#elementRemoved] returns. Nothing here keeps an element alive. Any
/// thread; the lock is never held while waiting for a streaming thread.
final class Topology implements TreeListener, AutoCloseable {
  private record Inside(long bin, String path) {}

  private final Telemetry telemetry;
  private final boolean all;
  private final long root;
  private final WeakObject pipeline;
  private final PipelineLife life;
  private final StageLinks links;
  private final MessageWatch messages;
  private final PathNames names;
  private final Map<Long, Measured> written = new HashMap<>();
  private final Map<Long, Inside> bins = new HashMap<>(); // those that are no stages
  private final Map<Long, Inside> elements = new LinkedHashMap<>(); // stages, or refused
  private volatile boolean hears;
  private boolean stopping;
  private boolean closed;

  /// Measures from now on.
  ///
  /// @param pipeline address of the pipeline, which is alive
  /// @param known elements with names that the user wrote, in the order to be shown
  static Topology attach(Telemetry telemetry, long pipeline, List<Measured> known) {
    Topology topology = new Topology(telemetry, pipeline);
    synchronized (topology) { // what is told meanwhile waits
      try {
        Tree.listen(topology);
        topology.begin(known);
        return topology;
      } catch (RuntimeException | Error e) {
        topology.close();
        throw e;
      }
    }
  }

  private Topology(Telemetry telemetry, long root) {
    this.telemetry = telemetry;
    this.all = telemetry.config().metrics().depth() == Depth.ALL;
    this.root = root;
    this.pipeline = new WeakObject(root);
    this.life = new PipelineLife(telemetry, Elements.state(root), System.nanoTime());
    this.links = new StageLinks(telemetry, life);
    this.messages = new MessageWatch(telemetry, root, links, life);
    this.names = new PathNames(telemetry.counters().limits().maxStages());
  }

  private void begin(List<Measured> known) {
    for (Measured measured : known) {
      written.put(Address.of(measured.element()), measured);
    }
    bins.put(root, new Inside(0, ""));
    Map<Long, Inside> found = new LinkedHashMap<>();
    children(root, found);
    List<Long> order = new ArrayList<>();
    if (!all) {
      known.forEach(measured -> order.add(Address.of(measured.element())));
    }
    FlowOrder.of(List.copyOf(found.keySet())).stream()
        .filter(element -> !order.contains(element))
        .forEach(order::add);
    Set<String> shared = shared(found);
    for (Long element : order) {
      Inside where = found.get(element);
      if (where != null) {
        enter(element, where, !shared.contains(Elements.name(element)));
      }
    }
    links.chooseFrameStage();
    order.forEach(links::observe);
    links.accounts().begin(order);
    hears = messages.listen();
    if (hears) {
      life.tellsEnd();
    }
    telemetry.sampler().onSample(this::sample);
  }

  private void sample(long nowNanos) {
    if (hears) {
      life.goesOn(nowNanos);
    } else {
      pipeline.use(alive -> life.is(Elements.state(alive), nowNanos));
    }
    links.sample(nowNanos);
  }

  /// Whether the messages on the pipeline's bus are heard.
  boolean hears() {
    return hears;
  }

  /// Names that more than one element has.
  private static Set<String> shared(Map<Long, Inside> found) {
    Set<String> once = new HashSet<>();
    return found.keySet().stream()
        .map(Elements::name)
        .filter(name -> !once.add(name))
        .collect(Collectors.toSet());
  }

  /// What is in a bin, in the order of creation; bins that are no stages are entered.
  private void children(long bin, Map<Long, Inside> found) {
    Inside of = bins.getOrDefault(bin, new Inside(0, ""));
    List<Long> children = new ArrayList<>();
    Map<Long, Inside> here = new HashMap<>();
    Elements.forEachChild(
        bin,
        child -> {
          if (here.put(child, new Inside(bin, below(of, Elements.name(child)))) == null) {
            children.add(child);
          }
        });
    Collections.reverse(children); // GStreamer lists the newest first
    children.forEach(child -> find(child, here.getOrDefault(child, of), found));
  }

  private void find(long element, Inside where, Map<Long, Inside> found) {
    if (all ? Elements.isBin(element) : Elements.isPlainBin(element)) {
      bins.put(element, where);
      children(element, found);
    } else {
      found.put(element, where);
    }
  }

  private static String below(Inside bin, String name) {
    return bin.path().isEmpty() ? name : bin.path() + "/" + name;
  }

  private void enter(long element, Inside where, boolean alone) {
    if (elements.putIfAbsent(element, where) != null) {
      return;
    }
    Measured measured = written.get(element);
    String name =
        measured == null
            ? names.enter(where.path(), alone)
            : names.enter(where.path(), measured.name());
    links.enter(element, name, measured != null && measured.plugin());
  }

  @Override
  public synchronized void elementAdded(long bin, long element) {
    Inside of = bins.get(bin);
    if (closed || of == null || (bin == root && !pipeline.is(bin))) {
      return;
    }
    Map<Long, Inside> found = new LinkedHashMap<>();
    find(element, new Inside(bin, below(of, Elements.name(element))), found);
    found.forEach((added, where) -> enter(added, where, true));
    links.chooseFrameStage();
    found.keySet().forEach(links::observe);
    links.accounts().begin(found.keySet());
  }

  @Override
  public synchronized void elementRemoved(long bin, long element) {
    if (!closed && bins.containsKey(bin)) {
      leave(element);
      links.chooseFrameStage(); // of several sinks, that of the frames may have gone
    }
  }

  private void leave(long element) {
    Inside where = elements.remove(element);
    if (where != null) {
      written.remove(element);
      names.leave(where.path());
      links.leave(element, stopping).ifPresent(messages::forget);
    }
    if (bins.remove(element) != null) {
      inside(bins, element).forEach(this::leave);
      inside(elements, element).forEach(this::leave);
    }
  }

  private static List<Long> inside(Map<Long, Inside> all, long bin) {
    return all.entrySet().stream()
        .filter(entry -> entry.getValue().bin() == bin)
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public synchronized void padAdded(long element, long pad) {
    if (!closed && elements.containsKey(element)) {
      links.observe(element, pad);
    }
  }

  @Override
  public synchronized void padRemoved(long element, long pad) {
    if (!closed && elements.containsKey(element)) {
      links.forget(pad);
    }
  }

  @Override
  public void failed(Throwable thrown) {
    telemetry.counters().probeFailed();
  }

  /// The pipeline is about to be stopped for good: elements that go with that are still shown.
  synchronized void stopping() {
    stopping = true;
    links.stopping();
  }

  /// Nothing flows any more.
  void stopped() {
    links.accounts().stopped();
  }

  /// An element tells how many buffers it has dropped for lateness.
  void qos(long element, long dropped) {
    links.accounts().qos(element, dropped);
  }

  /// The source that a stream comes from, where that is known.
  Optional<String> sourceId(String streamId) {
    return links.sourceId(streamId);
  }

  /// The cells of the stages by name.
  synchronized Map<String, StageCells> stages() {
    return links.cells();
  }

  /// Takes all probes off; what was counted stays.
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      Tree.leave(this);
      messages.close();
      links.close();
      pipeline.close();
    }
  }
}
