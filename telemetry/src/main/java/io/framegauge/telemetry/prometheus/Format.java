package io.framegauge.telemetry.prometheus;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusProtobufWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;

/// The formats of a scrape.
public enum Format {
  /// Prometheus text 0.0.4, which every tool reads.
  TEXT,
  /// OpenMetrics 1.0.0; with the time of creation of users' counters and histograms.
  OPEN_METRICS,
  /// Prometheus protocol buffers, each message behind its length; with the same times.
  PROTOBUF;

  /// The media type that an answer in this format carries.
  public String contentType() {
    return writer().getContentType();
  }

  ExpositionFormatWriter writer() {
    return switch (this) {
      case TEXT -> PrometheusTextFormatWriter.create();
      case OPEN_METRICS ->
          OpenMetricsTextFormatWriter.builder().setCreatedTimestampsEnabled(true).build();
      case PROTOBUF -> new PrometheusProtobufWriter();
    };
  }
}
