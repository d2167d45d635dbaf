package io.framegauge.telemetry.record;

import java.util.List;

/// The live values of all stages at one moment. Times in the stages are of the same monotonic clock
/// as the moment.
///
/// @param startNanos start of the run in nanoseconds
/// @param nowNanos the moment in nanoseconds
/// @param frameNo frames that have left the pipeline
/// @param stages in the order of the pipeline
public record LiveCounts(long startNanos, long nowNanos, long frameNo, List<StageCounts> stages) {

  public LiveCounts {
    stages = List.copyOf(stages);
  }

  /// Nanoseconds since the start of the run.
  public long uptimeNanos() {
    return nowNanos - startNanos;
  }
}
