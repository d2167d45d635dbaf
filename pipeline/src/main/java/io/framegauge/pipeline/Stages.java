package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.Elements;
import io.framegauge.pipeline.gst.Events;
import io.framegauge.pipeline.gst.WeakObject;
import io.framegauge.pipeline.probe.FlowEvents;
import io.framegauge.pipeline.probe.ObjectCounts;
import io.framegauge.pipeline.probe.SourceCounts;
import io.framegauge.pipeline.probe.SourceName;
import io.framegauge.telemetry.Telemetry;
import io.framegauge.telemetry.counter.StageCells;
import io.framegauge.telemetry.record.StageKind;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes stages of elements, and keeps what belongs to each besides its links: its account, its
/// level if it is a queue, whether it is stalled, its series of objects and sources.
final class Stages implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Stages.class);

  private final Telemetry telemetry;
  private final ObjectCounts objects;
  private final SourceCounts sources;
  private final Map<Long, QueueLevels> queues = new ConcurrentHashMap<>();
  private final Accounts accounts = new Accounts();
  private final Optional<StallWatch> stalls;
  private boolean told;

  /// @param life of the pipeline that the stages are in
  Stages(Telemetry telemetry, PipelineLife life) {
    this.telemetry = telemetry;
    this.stalls =
        telemetry
            .config()
            .metrics()
            .stallAfter()
            .map(seconds -> new StallWatch(telemetry, seconds, life));
    this.objects = new ObjectCounts(telemetry.objects());
    this.sources = new SourceCounts(telemetry.sources());
  }

  /// Makes a stage of an element; empty when no more fit.
  Optional<Stage> enter(long element, String name, boolean plugin) {
    String factory = Elements.factory(element);
    StageKind kind = PipelineTelemetry.kind(element, factory, plugin);
    Optional<StageCells> cells = telemetry.counters().stage(name, factory, kind);
    if (cells.isEmpty()) {
      tellRefused(name);
    }
    return cells.map(those -> enter(element, new SourceName(name, factory), kind, those));
  }

  private Stage enter(long element, SourceName of, StageKind kind, StageCells cells) {
    cells.reorders(Elements.reorders(element));
    DropLedger drops = ledger(element, of.factory(), kind, cells);
    Optional<QueueLevels> levels =
        QueueLevels.of(element, of.factory(), of.stageName(), cells, telemetry);
    levels.ifPresent(queue -> queues.put(element, queue));
    FlowEvents level = levels.map(FlowEvents.class::cast).orElse(FlowEvents.NONE);
    Stage stage = new Stage(cells, of, kind, drops, level);
    accounts.open(element, stage.name(), drops);
    stalls.ifPresent(watch -> watch.enter(element, stage.name(), of.factory(), kind, cells));
    objects.restore(stage.name());
    sources.enter(stage.name());
    stage.source().ifPresent(source -> foresee(element, source));
    return stage;
  }

  /// What a source plays already is known before anybody behind it asks.
  private void foresee(long element, SourceName source) {
    Elements.forEachSourcePad(
        element, pad -> Events.streamOfPad(pad).ifPresent(id -> sources.begins(source, id)));
  }

  private DropLedger ledger(long element, String factory, StageKind kind, StageCells cells) {
    Accounted stage =
        new Accounted(new WeakObject(element), cells, telemetry.counters().flow(cells));
    return DropLedgers.of(element, factory, kind, stage);
  }

  private void tellRefused(String name) {
    if (!told) {
      told = true; // the count of those that follow is in framegauge_series_refused_total
      LOG.warn(
          "stage not measured, max_stages reached: max_stages={}, stage={}",
          telemetry.counters().limits().maxStages(),
          name);
    }
  }

  /// What goes into the stages and does not come out.
  Accounts accounts() {
    return accounts;
  }

  ObjectCounts objects() {
    return objects;
  }

  /// The source that a stream comes from, where that is known.
  Optional<String> sourceId(String streamId) {
    return sources.sourceId(streamId);
  }

  /// Frames by source on a link.
  SourceCounts.OfLink sourcesOn(Stage from, Stage to) {
    return sources.ofLink(from.source(), to.name());
  }

  /// A stage's element leaves; buffers flow over its links no more.
  ///
  /// @param shown whether its last values are to be shown nevertheless
  void leave(long element, Stage stage, boolean shown) {
    QueueLevels levels = queues.remove(element);
    if (levels != null) {
      levels.close();
      if (!shown) {
        levels.gone();
      }
    }
    accounts.close(element);
    stalls.ifPresent(watch -> watch.leave(element, shown));
    if (!shown) {
      telemetry.counters().remove(stage.cells());
      objects.remove(stage.name());
      sources.remove(stage.name());
    }
  }

  /// Looks at queues and accounts; called by the sampler.
  void sample(long nowNanos) {
    queues.values().forEach(levels -> levels.sample(nowNanos));
    accounts.sample(nowNanos);
    stalls.ifPresent(watch -> watch.sample(nowNanos));
  }

  @Override
  public void close() {
    queues.values().forEach(QueueLevels::close);
    queues.clear();
    accounts.close();
    stalls.ifPresent(StallWatch::close);
  }
}
