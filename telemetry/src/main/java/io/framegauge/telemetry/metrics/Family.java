package io.framegauge.telemetry.metrics;

/// A family of series that differ in their label values.
public sealed interface Family
    permits CounterFamily, GaugeFamily, HistogramFamily, InfoFamily, StateFamily {
  /// What the family was declared as.
  Declaration declaration();
}
