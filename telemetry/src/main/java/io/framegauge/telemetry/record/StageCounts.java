package io.framegauge.telemetry.record;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The live values of one stage at one moment.
///
/// @param index position in the stage directory, stable for a run
/// @param factory the GStreamer element factory
/// @param caps caps of the last negotiated input (a source: output), empty before negotiation
/// @param buffers buffers that entered (a source: left), whatever the media
/// @param framesKnown whether any link of the stage has carried video frames by its caps
/// @param frames video frames among the buffers
/// @param keyframes frames of encoded video that are no delta units
/// @param encoded whether any link carried encoded video, so that `keyframes` means something
/// @param batches buffer lists
/// @param objects objects on the frames when they entered
/// @param drops buffers that went in and did not come out, by cause, with those causes that can be
///   told for this stage
/// @param lastBufferNanos monotonic time of the newest buffer in nanoseconds; 0 before the first
/// @param lastPtsNanos presentation timestamp of the newest buffer in nanoseconds; -1: none
/// @param queueLength as in [StageStat]
/// @param level of queue-like stages
/// @param residence of frames in this stage, measured where they leave it; absent for sources,
///   sinks
public record StageCounts(
    int index,
    String name,
    String factory,
    StageKind kind,
    String caps,
    long buffers,
    boolean framesKnown,
    long frames,
    boolean encoded,
    long keyframes,
    long bytes,
    long batches,
    long objects,
    Map<DropReason, Long> drops,
    long lastBufferNanos,
    long lastPtsNanos,
    OptionalLong queueLength,
    Optional<QueueLevel> level,
    Optional<Residence> residence) {

  public StageCounts {
    drops = Map.copyOf(drops);
  }

  /// Buffers that were dropped, whatever the cause.
  public long dropped() {
    return drops.values().stream().mapToLong(Long::longValue).sum();
  }
}
