package io.framegauge.telemetry.record;

/// Which pipeline, and which start of it, the numbers belong to.
///
/// @param run unique for every start
/// @param startMillis wall-clock start in milliseconds since the epoch
/// @param startNanos the same moment on the monotonic clock
public record RunIdentity(
    String pipelineName, String run, long pid, long startMillis, long startNanos) {}
