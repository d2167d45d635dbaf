package io.framegauge.telemetry.prometheus;

import io.prometheus.metrics.model.snapshots.MetricMetadata;

/// The exporter's own metrics, each declared once. Users' families cannot have such names: they
/// begin with `framegauge_`.
enum ExporterMetric {
  UP("framegauge_up", "Whether the observed module is running: 1 while its process lives.", ""),
  HEARTBEAT_AGE(
      "framegauge_heartbeat_age_seconds",
      "Time since the observed module's last sign of life; absent before there was one.",
      "seconds"),
  BUILD_INFO("framegauge_exporter_build", "Versions of the exporter.", ""),
  SCRAPE_DURATION(
      "framegauge_exporter_scrape_duration_seconds",
      "Time that the exporter took for the last scrape before this one.",
      "seconds"),
  SCRAPE_FAILURES(
      "framegauge_exporter_scrape_failures",
      "Parts of scrapes that the exporter left out because they could not be built.",
      "");

  private final String baseName;
  private final String help;
  private final String unit;

  ExporterMetric(String baseName, String help, String unit) {
    this.baseName = baseName;
    this.help = help;
    this.unit = unit;
  }

  MetricMetadata metadata() {
    return Sheet.metadata(baseName, help, unit);
  }
}
