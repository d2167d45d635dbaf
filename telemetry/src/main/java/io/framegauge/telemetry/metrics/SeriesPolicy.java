package io.framegauge.telemetry.metrics;

import java.util.Optional;
import java.util.OptionalInt;

/// How many series a family may have, and when they go. Part of its declaration: whoever asks for
/// the family again has to ask for the same.
///
/// @param maxSeries series at once, the others are refused and counted; empty: as many as the
///   setting `max_series_per_family` says
/// @param sourceLabel the label that names the source of frames a series belongs to, so that it
///   goes when the source goes; empty: series stay
public record SeriesPolicy(OptionalInt maxSeries, Optional<String> sourceLabel) {
  /// As many series as the settings say, which stay.
  public static final SeriesPolicy DEFAULT =
      new SeriesPolicy(OptionalInt.empty(), Optional.empty());

  public SeriesPolicy {
    if (maxSeries.isPresent() && maxSeries.getAsInt() < 1) {
      throw new IllegalArgumentException("must be >= 1: max_series=" + maxSeries.getAsInt());
    }
  }

  /// Series go when the source that a label names goes. At the end of a module all its sources go:
  /// the last values of such a family cannot be scraped afterwards.
  public static SeriesPolicy expiringWith(String sourceLabel) {
    return new SeriesPolicy(OptionalInt.empty(), Optional.of(sourceLabel));
  }

  /// The same with another number of series.
  public SeriesPolicy atMost(int series) {
    return new SeriesPolicy(OptionalInt.of(series), sourceLabel);
  }

  /// As in an error message.
  @Override
  public String toString() {
    return (maxSeries.isPresent() ? ", at most " + maxSeries.getAsInt() + " series" : "")
        + sourceLabel.map(label -> ", goes with " + label).orElse("");
  }
}
