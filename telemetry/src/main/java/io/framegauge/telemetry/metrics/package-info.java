/// Metrics that users declare: families, their names and labels checked once, their values kept in
/// the telemetry memory like everything else that is measured; and collectors, which tell at each
/// scrape what is kept elsewhere.
@NullMarked
package io.framegauge.telemetry.metrics;

import org.jspecify.annotations.NullMarked;
