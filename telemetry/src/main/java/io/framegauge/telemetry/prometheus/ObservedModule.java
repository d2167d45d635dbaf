package io.framegauge.telemetry.prometheus;

import io.framegauge.telemetry.counter.CountersReader;
import io.framegauge.telemetry.history.History;
import io.framegauge.telemetry.metrics.ExtraLabels;
import io.framegauge.telemetry.record.Build;
import java.time.Duration;
import java.util.function.LongSupplier;

/// A run in another process, as a scrape finds it.
///
/// @param reader one object for a run
/// @param extraLabels on every series of the run
/// @param build what the run runs on
/// @param nanoClock the monotonic clock of the run, in nanoseconds
/// @param live whether its process is there
/// @param heartbeatAge time since the last sign of life
public record ObservedModule(
    CountersReader reader,
    History history,
    ExtraLabels extraLabels,
    Build build,
    LongSupplier nanoClock,
    boolean live,
    Duration heartbeatAge) {}
