/// Metrics that users declare: families of counters and gauges, their names and labels checked
/// once, their values kept in the telemetry memory like everything else that is measured.
@NullMarked
package io.framegauge.telemetry.metrics;

import org.jspecify.annotations.NullMarked;
