package io.framegauge.telemetry.zeromq;

import io.framegauge.telemetry.record.DropReason;
import io.framegauge.telemetry.record.LiveCounts;
import io.framegauge.telemetry.record.NativeBuckets;
import io.framegauge.telemetry.record.QueueLevel;
import io.framegauge.telemetry.record.Residence;
import io.framegauge.telemetry.record.StageCounts;
import io.framegauge.telemetry.record.StageKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Stages with live values, as `info` tells them.
final class LiveStages {
  private LiveStages() {}

  /// A source and a queue twelve seconds after the start of their run.
  static LiveCounts sourceAndQueue(long startNanos) {
    return new LiveCounts(
        startNanos, startNanos + 12_345_678_000L, 360, List.of(source(), queue(startNanos)));
  }

  private static StageCounts source() {
    return new StageCounts(
        0,
        "decode",
        "decodebin",
        StageKind.SOURCE,
        "",
        0,
        false,
        0,
        false,
        0,
        0,
        0,
        0,
        Map.of(),
        0,
        -1,
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static StageCounts queue(long startNanos) {
    return new StageCounts(
        1,
        "ingress",
        "queue",
        StageKind.QUEUE,
        "video/x-h264",
        361,
        true,
        360,
        true,
        12,
        1_000_000,
        3,
        720,
        Map.of(DropReason.LEAKY, 1L, DropReason.UNEXPLAINED, 2L),
        startNanos + 12_300_000_000L,
        12_000_000_000L,
        OptionalLong.of(7),
        Optional.of(
            new QueueLevel(
                7, 7000, 233_000_000, 30, 0, 1_000_000_000, startNanos + 12_340_000_000L, 2, 9)),
        Optional.of(residence()));
  }

  private static Residence residence() {
    List<Long> classic =
        new ArrayList<>(Collections.nCopies(Residence.BOUNDS_NANOS.size() + 1, 0L));
    classic.set(3, 350L);
    classic.set(16, 1L);
    List<Long> fine = new ArrayList<>(Collections.nCopies(NativeBuckets.COUNT, 0L));
    fine.set(40, 350L);
    fine.set(NativeBuckets.COUNT - 1, 1L);
    return new Residence(classic, fine, 987_654_000, 351, 1, 2);
  }
}
