package io.framegauge.telemetry;

import io.framegauge.telemetry.record.PipelineState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// How a pipeline did since its start, or since [Telemetry#reset]: totals, rates, success and
/// failure, and each stage. Immutable.
///
/// @param run unique for every start
/// @param uptime since the start or the reset, on the monotonic clock, up to the end of the
///   pipeline
/// @param frames video frames that have left the pipeline
/// @param objects objects on them
/// @param framesPerSecond `frames` by `uptime`
/// @param objectsPerSecond `objects` by `uptime`
/// @param succeeded frames that have left the pipeline and were not dropped by its sink
/// @param failed buffers that a stage dropped, whatever the cause
/// @param successRate `succeeded` by `succeeded + failed`; empty before there was either
/// @param stages in the order of the pipeline
public record TelemetrySnapshot(
    String pipelineName,
    String run,
    PipelineState state,
    boolean enabled,
    Duration uptime,
    long frames,
    long objects,
    double framesPerSecond,
    double objectsPerSecond,
    long succeeded,
    long failed,
    OptionalDouble successRate,
    List<Stage> stages) {

  public TelemetrySnapshot {
    stages = List.copyOf(stages);
  }

  /// One stage.
  ///
  /// @param count buffers that entered it (a source: left it), whatever the media
  /// @param perSecond `count` by the uptime
  /// @param failed of them, those that it dropped, whatever the cause
  /// @param times how long they stayed in it; empty where that is not measured, or of none so far
  public record Stage(
      String name, long count, double perSecond, long failed, Optional<Times> times) {}

  /// How long buffers stayed in a stage. The average is exact. The other two come from a histogram,
  /// and enclose what was measured: nothing was shorter than `min` nor longer than `max`, and each
  /// is off by at most 19 %.
  ///
  /// @param count buffers measured
  public record Times(long count, Duration min, Duration avg, Duration max) {}

  /// The stage with a name.
  public Optional<Stage> stage(String name) {
    return stages.stream().filter(stage -> stage.name().equals(name)).findFirst();
  }

  /// As JSON, on one line.
  public String toJson() {
    return SnapshotJson.of(this);
  }
}
