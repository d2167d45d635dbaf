package io.framegauge.telemetry.record;

import java.util.List;

/// One record of the history: the live counters at one moment.
///
/// @param id position in the gapless sequence of the run, from 0, shared by all types
/// @param tsMillis wall-clock time in milliseconds since the epoch
/// @param monotonicNanos the same moment on the monotonic clock of this machine, for intervals
/// @param frameNo frames that have left the pipeline since its start
/// @param objectCounter objects that were on those frames
/// @param stageStats one entry a stage, in the order of the pipeline
public record StatRecord(
    long id,
    RecordType type,
    long tsMillis,
    long monotonicNanos,
    long frameNo,
    long objectCounter,
    List<StageStat> stageStats) {

  public StatRecord {
    stageStats = List.copyOf(stageStats);
  }
}
