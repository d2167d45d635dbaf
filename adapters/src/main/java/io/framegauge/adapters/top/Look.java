package io.framegauge.adapters.top;

import io.framegauge.telemetry.record.LiveCounts;
import io.framegauge.telemetry.record.PipelineState;
import java.time.Duration;
import java.util.Optional;

/// What a module tells about itself at one moment.
///
/// @param run unique for every start of the module
/// @param silentFor time since the last sign of life of a module that is gone and has left these
///   values behind; empty while it lives
public record Look(
    String pipelineName,
    String run,
    PipelineState state,
    LiveCounts counts,
    Optional<Duration> silentFor) {}
