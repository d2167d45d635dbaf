package io.framegauge.telemetry.prometheus;

/// Something that a scrape answers with, read anew at every scrape. Any thread, also several at
/// once.
public sealed interface Scraped permits Exposition, ObservedExposition {
  /// Everything in the format and with the names that are asked for.
  byte[] scrape(ScrapeRequest request);
}
