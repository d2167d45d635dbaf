/// Telemetry as a whole: puts live cells, records, history and the servers together for a pipeline,
/// and cuts the records.
@NullMarked
package io.framegauge.telemetry;

import org.jspecify.annotations.NullMarked;
