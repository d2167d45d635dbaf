package io.framegauge.telemetry.record;

/// Fill and limits of a queue-like element, as its properties tell them.
///
/// @param nanos queued time in nanoseconds; 0 also when the data has no timestamps
/// @param limitBuffers 0 means no limit, so for the other limits
/// @param sampledNanos monotonic time of the sample in nanoseconds
public record QueueLevel(
    long buffers,
    long bytes,
    long nanos,
    long limitBuffers,
    long limitBytes,
    long limitNanos,
    long sampledNanos) {}
