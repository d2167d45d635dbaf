package io.framegauge.pipeline.port;

import io.framegauge.telemetry.metrics.Families;

/// What a source or sink is given when it is opened.
///
/// @param stageName of its stage
/// @param families the metrics of the module
public record PortContext(String stageName, Families families) {}
