package io.framegauge.pipeline;

import io.framegauge.telemetry.Telemetry;
import io.framegauge.telemetry.counter.StageCells;
import io.framegauge.telemetry.counter.StageFlow;
import io.framegauge.telemetry.metrics.GaugeFamily;
import io.framegauge.telemetry.record.DropReason;
import io.framegauge.telemetry.record.Metric;
import io.framegauge.telemetry.record.StageCounts;
import io.framegauge.telemetry.record.StageKind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds stages that have received buffers and no longer deliver while the pipeline plays.
///
/// A stage with inputs and outputs is stalled when it has delivered before, holds a buffer or has
/// received one since, and for the limit has neither delivered one nor dropped one for a cause of
/// its own (a closed valve works as it is told). When no buffer moves anywhere for the limit and no
/// stage is to blame, the one that received the last buffer is: a sink that blocks, or whatever a
/// silent source has left waiting. A pipeline that is fed by `appsrc` alone may wait for its
/// program. Looked at by the sampler; stages come and go on any thread.
final class StallWatch {
  private static final Logger LOG = LoggerFactory.getLogger(StallWatch.class);
  private static final long LOOK_NANOS = 200_000_000;
  private static final Set<DropReason> CAUSES =
      Set.of(DropReason.values()).stream()
          .filter(reason -> reason != DropReason.UNEXPLAINED)
          .collect(Collectors.toUnmodifiableSet());

  /// What the sampler knows of a stage.
  private static final class Watched {
    private final String name;
    private final String factory;
    private final StageKind kind;
    private final StageCells cells;
    private final StageFlow flow;
    private long in;
    private long out;
    private long done;
    private long inThen;
    private long doneNanos;

    private Watched(String name, String factory, StageKind kind, StageCells cells, StageFlow flow) {
      this.name = name;
      this.factory = factory;
      this.kind = kind;
      this.cells = cells;
      this.flow = flow;
    }

    /// @return whether a buffer has moved
    private boolean look(long nowNanos) {
      long inBefore = in;
      long doneBefore = done;
      in = flow.in();
      out = flow.out();
      done = out + CAUSES.stream().mapToLong(cells::dropped).sum();
      if (done != doneBefore) {
        doneNanos = nowNanos;
        inThen = in;
      }
      return in != inBefore || done != doneBefore;
    }

    private boolean holdsBack(long sinceNanos) {
      boolean through = kind != StageKind.SOURCE && kind != StageKind.SINK;
      boolean oneToOne = kind == StageKind.QUEUE || kind == StageKind.PLUGIN;
      boolean owes = in > inThen || (oneToOne && in > done);
      return through && out > 0 && owes && doneNanos - sinceNanos <= 0;
    }
  }

  private final Telemetry telemetry;
  private final PipelineLife life;
  private final GaugeFamily gauges;
  private final long limitNanos;
  private final Map<Long, Watched> stages = new HashMap<>();
  private Set<String> stalled = Set.of();
  private long nextNanos;
  private long movedNanos;
  private boolean moved;
  private boolean endSeen;

  /// @param seconds after which a stage is stalled
  StallWatch(Telemetry telemetry, double seconds, PipelineLife life) {
    this.telemetry = telemetry;
    this.life = life;
    this.gauges = telemetry.families().gaugeFamily(Metric.STAGE_STALLED);
    this.limitNanos = (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    this.nextNanos = System.nanoTime();
  }

  synchronized void enter(
      long element, String name, String factory, StageKind kind, StageCells cells) {
    StageFlow flow = telemetry.counters().flow(cells);
    stages.put(element, new Watched(name, factory, kind, cells, flow));
    gauges.set(0, name);
  }

  /// @param shown whether its last values are to be shown nevertheless
  synchronized void leave(long element, boolean shown) {
    Watched left = stages.remove(element);
    if (left != null && !shown) {
      gauges.delete(left.name);
    }
  }

  synchronized void sample(long nowNanos) {
    if (nowNanos - nextNanos >= 0) {
      nextNanos = nowNanos + Math.min(LOOK_NANOS, limitNanos / 4);
      look(nowNanos);
    }
  }

  private void look(long nowNanos) {
    boolean moves = false;
    for (Watched stage : stages.values()) {
      moves |= stage.look(nowNanos);
    }
    if (moves) {
      moved = true;
      movedNanos = nowNanos;
      if (endSeen) { // what moved before the first look at the end may have come before the end
        life.flowsAgain();
      }
    }
    endSeen = life.hasEnded();
    if (life.rests()) {
      moved = false;
    }
    if (!life.plays() || !moved) {
      movedNanos = nowNanos;
      stages.values().forEach(stage -> stage.doneNanos = nowNanos);
    }
    tell(verdict(nowNanos - limitNanos));
  }

  private Set<String> verdict(long sinceNanos) {
    Set<String> found =
        stages.values().stream()
            .filter(stage -> stage.holdsBack(sinceNanos))
            .map(stage -> stage.name)
            .collect(Collectors.toSet());
    boolean still = movedNanos - sinceNanos <= 0 && life.goesOnWithoutEnd();
    if (found.isEmpty() && still && isFed()) {
      found.addAll(lastReceiver());
    }
    return found;
  }

  /// Whether there is a source that does not wait for the program.
  private boolean isFed() {
    return stages.values().stream()
        .anyMatch(stage -> stage.kind == StageKind.SOURCE && !stage.factory.equals("appsrc"));
  }

  private List<String> lastReceiver() {
    return telemetry.reader().stages().stream()
        .filter(stage -> stage.kind() != StageKind.SOURCE && stage.lastBufferNanos() != 0)
        .filter(stage -> names().contains(stage.name()))
        .max(Comparator.comparingLong(StageCounts::lastBufferNanos))
        .map(StageCounts::name)
        .stream()
        .toList();
  }

  private Set<String> names() {
    return stages.values().stream().map(stage -> stage.name).collect(Collectors.toSet());
  }

  private void tell(Set<String> now) {
    Set<String> here = names();
    for (String name : now) {
      if (!stalled.contains(name)) {
        gauges.set(1, name);
        LOG.warn(
            "stalled: stage={}, which has received buffers and delivered none for {} s",
            name,
            limitNanos / (double) TimeUnit.SECONDS.toNanos(1));
      }
    }
    for (String name : stalled) {
      if (!now.contains(name) && here.contains(name)) {
        gauges.set(0, name);
        LOG.info("no longer stalled: stage={}", name);
      }
    }
    stalled = new HashSet<>(now);
  }

  /// Nothing is looked at any more.
  synchronized void close() {
    stages.values().forEach(stage -> gauges.set(0, stage.name));
    stages.clear();
  }
}
