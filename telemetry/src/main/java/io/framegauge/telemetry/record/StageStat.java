package io.framegauge.telemetry.record;

import java.util.List;
import java.util.OptionalLong;

/// One stage in a record. Counters run since the start of the pipeline.
///
/// @param queueLength buffers in the queue for queue-like stages, else frames inside; empty when
///   that cannot be known
/// @param frameCounter video frames that entered the stage (a source: that left it)
/// @param objectCounter objects on those frames at that moment
/// @param batchCounter buffer lists that entered the stage
/// @param latencies residence in each stage directly before this one
public record StageStat(
    String stageName,
    OptionalLong queueLength,
    long frameCounter,
    long objectCounter,
    long batchCounter,
    List<StageLatency> latencies) {

  public StageStat {
    latencies = List.copyOf(latencies);
  }
}
