package io.framegauge.adapters.top;

import io.framegauge.telemetry.record.NativeBuckets;
import io.framegauge.telemetry.record.QueueLevel;
import io.framegauge.telemetry.record.Residence;
import io.framegauge.telemetry.record.StageCounts;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// The figures of one stage: totals of the newer look, rates and latencies of the time between two
/// looks. What is not known is empty.
///
/// @param fps video frames that entered in a second
/// @param objectRate objects on them in a second
/// @param queue buffers in a queue, else frames inside
/// @param fill of a queue with a limit, from 0 to 1: of its fullest limit
/// @param averageMillis mean time in the stage
/// @param belowMillis a bound that the longest time in the stage is not above, at most 19 % too
///   high; infinite when there is none
/// @param drops frames that the stage did not pass on
/// @param ageSeconds since the newest buffer
record StageRow(
    StageCounts counts,
    OptionalDouble fps,
    OptionalDouble objectRate,
    OptionalLong queue,
    OptionalDouble fill,
    OptionalDouble averageMillis,
    OptionalDouble belowMillis,
    OptionalLong drops,
    OptionalDouble ageSeconds) {

  /// The figures of all stages, in the order of the pipeline.
  static List<StageRow> of(Seen seen) {
    return seen.newest().stream()
        .flatMap(look -> look.counts().stages().stream().map(stage -> row(stage, look, seen)))
        .toList();
  }

  private static StageRow row(StageCounts now, Look look, Seen seen) {
    double seconds = seen.seconds();
    Optional<StageCounts> before =
        seconds > 0 ? seen.before().flatMap(then -> same(now, then)) : Optional.empty();
    Optional<Residence> stay = now.residence();
    Optional<Residence> stayBefore = before.flatMap(StageCounts::residence);
    return new StageRow(
        now,
        now.framesKnown()
            ? rate(before.map(then -> now.frames() - then.frames()), seconds)
            : OptionalDouble.empty(),
        rate(before.map(then -> now.objects() - then.objects()), seconds),
        now.queueLength(),
        now.level().map(StageRow::fill).orElse(OptionalDouble.empty()),
        stay.map(s -> stayBefore.map(b -> average(s, b)).orElse(OptionalDouble.empty()))
            .orElse(OptionalDouble.empty()),
        stay.map(s -> stayBefore.map(b -> below(s, b)).orElse(OptionalDouble.empty()))
            .orElse(OptionalDouble.empty()),
        now.drops().isEmpty() ? OptionalLong.empty() : OptionalLong.of(now.dropped()),
        age(now, look.counts().nowNanos()));
  }

  private static Optional<StageCounts> same(StageCounts stage, Look then) {
    List<StageCounts> stages = then.counts().stages();
    return stage.index() < stages.size()
        ? Optional.of(stages.get(stage.index()))
        : Optional.empty();
  }

  private static OptionalDouble rate(Optional<Long> count, double seconds) {
    return count.isPresent() ? OptionalDouble.of(count.get() / seconds) : OptionalDouble.empty();
  }

  private static OptionalDouble fill(QueueLevel level) {
    double fill =
        Math.max(
            part(level.buffers(), level.limitBuffers()),
            Math.max(
                part(level.bytes(), level.limitBytes()), part(level.nanos(), level.limitNanos())));
    return fill < 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.min(1, fill));
  }

  private static double part(long level, long limit) {
    return limit > 0 ? (double) level / limit : -1;
  }

  private static OptionalDouble average(Residence now, Residence before) {
    long samples = now.count() - before.count();
    long nanos = now.sumNanos() - before.sumNanos();
    return samples > 0 && nanos >= 0
        ? OptionalDouble.of(nanos / 1e6 / samples)
        : OptionalDouble.empty();
  }

  private static OptionalDouble below(Residence now, Residence before) {
    for (int bucket = NativeBuckets.COUNT - 1; bucket >= 0; bucket--) {
      if (now.nativeCounts().get(bucket) > before.nativeCounts().get(bucket)) {
        return OptionalDouble.of(NativeBuckets.upperBoundSeconds(bucket) * 1000);
      }
    }
    return OptionalDouble.empty();
  }

  private static OptionalDouble age(StageCounts stage, long nowNanos) {
    return stage.lastBufferNanos() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.max(0, nowNanos - stage.lastBufferNanos()) / 1e9);
  }
}
