/// The way to Prometheus: what a scrape answers, in three formats, and the HTTP server that answers
/// it. The only package that speaks the Prometheus client library and HTTP.
@NullMarked
package io.framegauge.telemetry.prometheus;

import org.jspecify.annotations.NullMarked;
