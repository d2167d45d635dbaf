package io.framegauge.pipeline.port;

import io.framegauge.telemetry.metrics.Families;

/// What a source or sink is given when it is opened.
///
/// @param stageName of its stage
/// @param families the metrics of the module
/// @param sides pipelines of its own, if it needs any
public record PortContext(String stageName, Families families, SidePipelines sides) {}
