package io.framegauge.adapters.top;

import io.framegauge.telemetry.record.DropReason;
import io.framegauge.telemetry.record.LiveCounts;
import io.framegauge.telemetry.record.NativeBuckets;
import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.QueueLevel;
import io.framegauge.telemetry.record.Residence;
import io.framegauge.telemetry.record.StageCounts;
import io.framegauge.telemetry.record.StageKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Looks at a module whose figures are known: after each second 30 frames more, two objects on each
/// from the tracker on, 4 ms in the queue and 20 ms in the tracker.
final class SampleLook {
  private static final long SECOND = 1_000_000_000L;
  private static final int FPS = 30;

  private SampleLook() {}

  static Look after(int seconds) {
    return after(seconds, "6f0c4711-aaaa");
  }

  static Look after(int seconds, String run) {
    return look("city-traffic", run, seconds, stages(seconds), Optional.empty());
  }

  static Look goneAfter(int seconds, Duration silence) {
    return look("city-traffic", "6f0c4711-aaaa", seconds, stages(seconds), Optional.of(silence));
  }

  static Look look(
      String name, String run, int seconds, List<StageCounts> stages, Optional<Duration> silence) {
    LiveCounts counts =
        new LiveCounts(5 * SECOND, (5 + seconds) * SECOND, (long) FPS * seconds - 3, stages);
    return new Look(name, run, PipelineState.RUNNING, counts, silence);
  }

  private static List<StageCounts> stages(int seconds) {
    return List.of(
        stage(0, "camera", StageKind.SOURCE, seconds, 0, 0),
        stage(1, "ingress", StageKind.QUEUE, seconds, 0, 4),
        stage(2, "tracker-with-a-rather-long-name", StageKind.PLUGIN, seconds, 0, 20),
        stage(3, "sink", StageKind.SINK, seconds, 2, 0));
  }

  /// @param objects on each frame
  /// @param millis that each frame stays
  static StageCounts stage(
      int index, String name, StageKind kind, int seconds, int objects, int millis) {
    long frames = (long) FPS * seconds;
    return new StageCounts(
        index,
        name,
        "factory" + index,
        kind,
        "video/x-raw",
        frames,
        true,
        frames,
        false,
        0,
        1000 * frames,
        0,
        objects * frames,
        kind == StageKind.PLUGIN ? Map.of(DropReason.PLUGIN, 2L, DropReason.ERROR, 1L) : Map.of(),
        (5 + seconds) * SECOND - 50_000_000,
        -1,
        kind == StageKind.QUEUE ? OptionalLong.of(15) : OptionalLong.of(0),
        kind == StageKind.QUEUE
            ? Optional.of(new QueueLevel(15, 100, 0, 30, 0, 0, 1))
            : Optional.empty(),
        millis == 0 ? Optional.empty() : Optional.of(residence(frames, millis)));
  }

  private static Residence residence(long frames, int millis) {
    List<Long> classic =
        new ArrayList<>(Collections.nCopies(Residence.BOUNDS_NANOS.size() + 1, 0L));
    classic.set(5, frames);
    List<Long> fine = new ArrayList<>(Collections.nCopies(NativeBuckets.COUNT, 0L));
    fine.set(NativeBuckets.of(millis * 1_000_000L), frames);
    return new Residence(classic, fine, frames * millis * 1_000_000L, frames, 0, 0);
  }
}
