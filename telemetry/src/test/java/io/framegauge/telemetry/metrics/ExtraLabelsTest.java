package io.framegauge.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtraLabelsTest {
  @Test
  void shouldHaveNothingAgainstOrdinaryLabels() {
    assertThat(ExtraLabels.problems(Map.of("site", "north", "rack", "7 ü"))).isEmpty();
    assertThat(new ExtraLabels(Map.of("site", "north", "rack", "7")).labels())
        .containsExactly(entry("rack", "7"), entry("site", "north"));
  }

  @Test
  void shouldTellEveryProblemByLabel() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("1st", "x");
    labels.put("__meta", "x");
    labels.put("le", "x");
    labels.put("stage_name", "x");
    labels.put("site", "");
    labels.put("rack", "a\0b");
    labels.put("fine", "x");

    assertThat(ExtraLabels.problems(labels))
        .containsExactly(
            entry("1st", "label name must match [a-zA-Z_][a-zA-Z0-9_]*: 1st=x"),
            entry("__meta", "label name must not start with __: __meta=x"),
            entry("le", "label name is reserved: le=x"),
            entry("stage_name", "label name must not be that of a built-in label: stage_name=x"),
            entry("site", "label value must not be empty: site="),
            entry("rack", "label value must not have control characters: rack=a\uFFFDb"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExtraLabels(Map.of("le", "x")))
        .withMessage("label name is reserved: le=x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pipeline_name",
        "record_type",
        "stage_name",
        "destination_stage_name",
        "source_stage_name",
        "object_label",
        "reason",
        "result",
        "sink_stage_name",
        "type",
        "family",
        "factory",
        "caps",
        "version",
        "framegauge_pipeline_state",
        "pool",
        "area"
      })
  void shouldRefuseLabelsOfBuiltInMetrics(String name) {
    assertThat(ExtraLabels.problems(Map.of(name, "x"))).containsKey(name);
  }
}
