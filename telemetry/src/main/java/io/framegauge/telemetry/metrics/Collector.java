package io.framegauge.telemetry.metrics;

/// Tells numbers that exist elsewhere, such as in a database or a driver, whenever somebody
/// scrapes.
///
/// It is called on a thread of its own, once at a time however many scrape. What it throws, and
/// that it takes longer than the setting `collector_timeout`, costs a scrape only its own numbers,
/// and is counted in `framegauge_collector_failures_total`. One that takes too long is interrupted,
/// and not called again before it has come back.
@FunctionalInterface
public interface Collector {
  /// Tells the numbers as they are now.
  void collect(Readings readings) throws Exception;
}
