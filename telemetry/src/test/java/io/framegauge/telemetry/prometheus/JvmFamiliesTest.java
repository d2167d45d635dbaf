package io.framegauge.telemetry.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import org.junit.jupiter.api.Test;

class JvmFamiliesTest {

  @Test
  void shouldHaveAllThatTheLibraryHas() {
    PrometheusRegistry ours = new PrometheusRegistry();
    PrometheusRegistry theirs = new PrometheusRegistry();

    JvmFamilies.register(Labels.of("site", "a"), ours);
    JvmMetrics.builder().register(theirs);

    assertThat(names(ours)).isNotEmpty().isEqualTo(names(theirs));
    assertThat(ours.scrape().stream().flatMap(family -> family.getDataPoints().stream()))
        .allSatisfy(point -> assertThat(point.getLabels().get("site")).isEqualTo("a"));
  }

  private static List<String> names(PrometheusRegistry registry) {
    return registry.scrape().stream()
        .map(family -> family.getMetadata().getPrometheusName())
        .toList();
  }
}
