package io.framegauge.telemetry;

import io.framegauge.telemetry.counter.CountersReader;
import io.framegauge.telemetry.record.NativeBuckets;
import io.framegauge.telemetry.record.Residence;
import io.framegauge.telemetry.record.StageCounts;
import io.framegauge.telemetry.record.StageKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Takes snapshots of one run, and remembers where counting began anew. Any thread; writers are
/// never slowed.
final class Snapshots {
  private static final double NANOS = 1e9;

  /// Where counting began: all counts as they were then.
  private record Beginning(
      long nanos, Map<String, StageCounts> stages, long framesLeft, long objectsLeft) {
    /// What a stage had then, if it is the same stage: one that came in its place counts from 0.
    Optional<StageCounts> of(StageCounts now) {
      return Optional.ofNullable(stages.get(now.name()))
          .filter(then -> then.index() == now.index() && then.buffers() <= now.buffers());
    }
  }

  private final CountersReader reader;
  private final boolean enabled;
  private final LongSupplier nanoClock;
  private volatile Beginning beginning;
  private volatile @Nullable Long endNanos;

  Snapshots(CountersReader reader, boolean enabled, LongSupplier nanoClock) {
    this.reader = reader;
    this.enabled = enabled;
    this.nanoClock = nanoClock;
    this.beginning = new Beginning(reader.identity().startNanos(), Map.of(), 0, 0);
  }

  /// The pipeline has ended: the clock stands from now on.
  void end() {
    endNanos = nanoClock.getAsLong();
  }

  /// Everything counts from now.
  void reset() {
    Map<String, StageCounts> stages = new HashMap<>();
    reader.stages().forEach(stage -> stages.put(stage.name(), stage));
    beginning = new Beginning(now(), Map.copyOf(stages), reader.framesLeft(), reader.objectsLeft());
  }

  private long now() {
    Long ended = endNanos;
    return ended == null ? nanoClock.getAsLong() : ended;
  }

  TelemetrySnapshot take() {
    Beginning since = beginning;
    Duration uptime = Duration.ofNanos(Math.max(0, now() - since.nanos));
    double seconds = uptime.toNanos() / NANOS;
    List<StageCounts> stages = reader.stages();
    long frames = reader.framesLeft() - since.framesLeft;
    long objects = reader.objectsLeft() - since.objectsLeft;
    int frameStage = reader.frameStage().orElse(-1);
    Totals totals = new Totals();
    stages.forEach(stage -> totals.add(stage, since.of(stage), frameStage));
    long succeeded = Math.max(0, frames - totals.droppedByFrameStage);
    return new TelemetrySnapshot(
        reader.identity().pipelineName(),
        reader.identity().run(),
        reader.state(),
        enabled,
        uptime,
        frames,
        objects,
        rate(frames, seconds),
        rate(objects, seconds),
        succeeded,
        totals.dropped,
        succeeded + totals.dropped == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of((double) succeeded / (succeeded + totals.dropped)),
        stages.stream().map(stage -> stage(stage, since.of(stage), seconds)).toList());
  }

  private static double rate(long count, double seconds) {
    return seconds > 0 ? count / seconds : 0;
  }

  /// Sums over stages.
  private static final class Totals {
    private long dropped;
    private long droppedByFrameStage;

    void add(StageCounts now, Optional<StageCounts> then, int frameStage) {
      long drops = Math.max(0, now.dropped() - then.map(StageCounts::dropped).orElse(0L));
      dropped += drops;
      if (now.index() == frameStage) {
        droppedByFrameStage = now.kind() == StageKind.SINK ? drops : 0;
      }
    }
  }

  private static TelemetrySnapshot.Stage stage(
      StageCounts now, Optional<StageCounts> then, double seconds) {
    long count = now.buffers() - then.map(StageCounts::buffers).orElse(0L);
    return new TelemetrySnapshot.Stage(
        now.name(),
        count,
        rate(count, seconds),
        Math.max(0, now.dropped() - then.map(StageCounts::dropped).orElse(0L)),
        now.residence().flatMap(all -> times(all, then.flatMap(StageCounts::residence))));
  }

  private static Optional<TelemetrySnapshot.Times> times(Residence now, Optional<Residence> then) {
    long count = 0;
    int first = -1;
    int last = -1;
    for (int bucket = 0; bucket < now.nativeCounts().size(); bucket++) {
      long before = then.isPresent() ? then.get().nativeCounts().get(bucket) : 0;
      long samples = now.nativeCounts().get(bucket) - before;
      if (samples > 0) {
        count += samples;
        first = first < 0 ? bucket : first;
        last = bucket;
      }
    }
    if (count == 0) {
      return Optional.empty();
    }
    long sum = Math.max(0, now.sumNanos() - then.map(Residence::sumNanos).orElse(0L));
    long avg = sum / count;
    long shortest = first == 0 ? 0 : nanos(NativeBuckets.upperBoundSeconds(first - 1));
    long longest = Math.min(sum, nanos(NativeBuckets.upperBoundSeconds(last)));
    return Optional.of(
        new TelemetrySnapshot.Times(
            count,
            Duration.ofNanos(count == 1 ? sum : Math.min(shortest, avg)),
            Duration.ofNanos(avg),
            Duration.ofNanos(Math.max(longest, avg))));
  }

  /// The longest that a number can tell, when it is infinite.
  private static long nanos(double seconds) {
    return (long) (seconds * NANOS);
  }
}
