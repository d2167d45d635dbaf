package io.framegauge.pipeline;

import static io.framegauge.telemetry.record.Metric.QUEUE_PAD_LEVEL_BUFFERS;
import static io.framegauge.telemetry.record.Metric.QUEUE_PAD_LEVEL_BYTES;
import static io.framegauge.telemetry.record.Metric.QUEUE_PAD_LEVEL_SECONDS;

import io.framegauge.pipeline.gst.Elements;
import io.framegauge.telemetry.counter.StageCells;
import io.framegauge.telemetry.counter.StageFlow;
import io.framegauge.telemetry.metrics.Families;
import io.framegauge.telemetry.metrics.GaugeFamily;
import io.framegauge.telemetry.record.QueueLevel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The levels of a `multiqueue`, which has a queue for each of its source pads: each has series of
/// its own, and the stage has their sum; of times, which run side by side, the longest. Its limits
/// are for each queue, so the stage has room for so many times as there are queues.
final class MultiqueueLevels extends QueueLevels {
  private static final double NANOS = 1e9;

  private record Level(long buffers, long bytes, long nanos) {}

  private final String stage;
  private final GaugeFamily buffers;
  private final GaugeFamily bytes;
  private final GaugeFamily seconds;
  private Set<String> shown = Set.of();

  MultiqueueLevels(
      long element, String stage, StageCells cells, StageFlow flow, Families families) {
    super(element, cells, flow);
    this.stage = stage;
    this.buffers = families.gaugeFamily(QUEUE_PAD_LEVEL_BUFFERS);
    this.bytes = families.gaugeFamily(QUEUE_PAD_LEVEL_BYTES);
    this.seconds = families.gaugeFamily(QUEUE_PAD_LEVEL_SECONDS);
    lookAgain();
  }

  @Override
  QueueLevel look(long address, long nowNanos) {
    LevelProperties from = LevelProperties.QUEUE;
    Map<String, Level> pads = new HashMap<>();
    Elements.forEachSourcePad(
        address,
        pad ->
            pads.put(
                Elements.name(pad),
                new Level(
                    from.buffers().applyAsLong(pad),
                    from.bytes().applyAsLong(pad),
                    known(from.nanos().applyAsLong(pad)))));
    show(pads);
    return new QueueLevel(
        pads.values().stream().mapToLong(Level::buffers).sum(),
        pads.values().stream().mapToLong(Level::bytes).sum(),
        pads.values().stream().mapToLong(Level::nanos).max().orElse(QueueLevel.UNKNOWN),
        from.limitBuffers().applyAsLong(address) * pads.size(),
        from.limitBytes().applyAsLong(address) * pads.size(),
        from.limitNanos().applyAsLong(address),
        nowNanos);
  }

  private void show(Map<String, Level> pads) {
    pads.forEach((pad, level) -> {
      buffers.set((double) level.buffers(), stage, pad);
      bytes.set((double) level.bytes(), stage, pad);
      if (level.nanos() == QueueLevel.UNKNOWN) {
        seconds.delete(stage, pad);
      } else {
        seconds.set(level.nanos() / NANOS, stage, pad);
      }
    });
    Set<String> gone = new HashSet<>(shown);
    gone.removeAll(pads.keySet());
    gone.forEach(this::remove);
    shown = Set.copyOf(pads.keySet());
  }

  private void remove(String pad) {
    buffers.delete(stage, pad);
    bytes.delete(stage, pad);
    seconds.delete(stage, pad);
  }

  /// The stage is not shown any more: its series go too.
  @Override
  synchronized void gone() {
    shown.forEach(this::remove);
  }
}
