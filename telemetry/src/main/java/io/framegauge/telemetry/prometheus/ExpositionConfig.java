package io.framegauge.telemetry.prometheus;

import io.framegauge.telemetry.metrics.ExtraLabels;
import io.framegauge.telemetry.record.Build;

/// What an exposition adds to the values that it reads.
///
/// @param extraLabels on every series
/// @param jvmMetrics whether metrics of this JVM belong to it; not so when another process is shown
public record ExpositionConfig(ExtraLabels extraLabels, Build build, boolean jvmMetrics) {}
