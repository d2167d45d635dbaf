package io.framegauge.telemetry.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegotiationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|TEXT",
        "*/*|TEXT",
        "text/*|TEXT",
        "text/plain|TEXT",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8|TEXT",
        "image/png|TEXT",
        ";;,,q=|TEXT",
        "application/openmetrics-text|OPEN_METRICS",
        "APPLICATION/OpenMetrics-Text; version=\"1.0.0\"|OPEN_METRICS",
        "application/openmetrics-text;version=0.0.1|TEXT",
        "application/openmetrics-text;q=0|TEXT",
        "application/openmetrics-text;q=0,*/*|TEXT",
        "application/openmetrics-text;q=0.2,text/plain;q=0.7|TEXT",
        "application/openmetrics-text;q=nonsense,text/plain;q=0.1|TEXT",
        "text/plain;q=0,*/*;q=0.5|OPEN_METRICS",
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
            + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1|OPEN_METRICS",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,"
            + "application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5|PROTOBUF",
        "application/vnd.google.protobuf;proto=other;encoding=delimited|TEXT",
        "application/vnd.google.protobuf;encoding=text|TEXT",
      })
  void shouldChooseTheFormat(String accept, Format format) {
    assertThat(Negotiation.accept(accept, Set.of()).format()).isEqualTo(format);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8"
            + "|application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=allow-utf-8",
        "application/openmetrics-text;version=1.0.0;escaping=evil"
            + "|application/openmetrics-text; version=1.0.0; charset=utf-8",
        "text/plain|text/plain; version=0.0.4; charset=utf-8",
      })
  void shouldRepeatTheEscapingScheme(String accept, String contentType) {
    assertThat(Negotiation.accept(accept, Set.of()).contentType()).isEqualTo(contentType);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|false",
        "gzip|true",
        "x-gzip|true",
        "gzip;q=1|true",
        "GZIP; q=0.5|true",
        "gzip;q=0|false",
        "gzip;q=0,*|false",
        "*|true",
        "*;q=0|false",
        "deflate, br|false",
        "deflate, gzip;q=0.1|true",
        "identity,gzip;q=0.5|false",
        "gzipped|false",
      })
  void shouldCompressWhenAsked(String acceptEncoding, boolean gzip) {
    assertThat(Negotiation.gzip(acceptEncoding)).isEqualTo(gzip);
  }
}
