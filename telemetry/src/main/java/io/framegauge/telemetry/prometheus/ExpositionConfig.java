package io.framegauge.telemetry.prometheus;

import io.framegauge.telemetry.metrics.ExtraLabels;
import io.framegauge.telemetry.record.Build;
import io.framegauge.telemetry.record.FamilyValues;
import java.util.List;
import java.util.function.Supplier;

/// What an exposition adds to the values that it reads.
///
/// @param extraLabels on every series
/// @param groups built-in metrics that it answers with
/// @param collected asked at every scrape for what collectors tell
public record ExpositionConfig(
    ExtraLabels extraLabels,
    Build build,
    MetricGroups groups,
    Supplier<List<FamilyValues>> collected) {}
