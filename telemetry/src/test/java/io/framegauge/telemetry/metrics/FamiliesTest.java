package io.framegauge.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.framegauge.telemetry.counter.Limits;
import io.framegauge.telemetry.counter.LiveCounters;
import io.framegauge.telemetry.record.FamilyValues;
import io.framegauge.telemetry.record.Metric;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FamiliesTest {
  private final LiveCounters counters =
      LiveCounters.create("test", UUID.randomUUID(), new Limits(4, 4, 3, 8), 0, 0, 0);
  private final Families families =
      new Families(counters.series(), new ExtraLabels(Map.of("site", "north")));

  @Test
  void shouldGiveTheSameFamilyForTheSameDeclaration() {
    CounterFamily first = families.counterFamily("frames", "Frames", "", "source_id");

    assertThat(families.counterFamily("frames", "Frames", "", "source_id")).isSameAs(first);
    assertThat(families.counterFamily("frames_total", "Frames", "", "source_id")).isSameAs(first);
    assertThat(families.findCounterFamily("frames")).containsSame(first);
    assertThat(families.findCounterFamily("frames_total")).containsSame(first);
    assertThat(families.findGaugeFamily("frames")).isEmpty();
    assertThat(families.findCounterFamily("others")).isEmpty();
  }

  @Test
  void shouldRefuseAnotherTypeForTheSecondCaller() {
    CounterFamily first = families.counterFamily("frames", "Frames", "", "source_id");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> families.gaugeFamily("frames", "Now", ""))
        .withMessage(
            "must be declared the same way each time:"
                + " first=counter frames{source_id}, unit \"\", help \"Frames\";"
                + " now=gauge frames{}, unit \"\", help \"Now\"");
    assertThat(families.findCounterFamily("frames")).containsSame(first);
  }

  @ParameterizedTest
  @CsvSource({"Frames,'',other", "Other,'',source_id", "Frames,bytes,source_id"})
  void shouldRefuseOtherLabelsHelpOrUnit(String help, String unit, String label) {
    families.counterFamily("frames", "Frames", "", "source_id");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> families.counterFamily("frames", help, unit, label))
        .withMessageStartingWith("must be declared the same way each time: first=counter frames{");
  }

  @Test
  void shouldAppendTheUnitOnce() {
    GaugeFamily level = families.gaugeFamily("queue", "Level", "bytes");

    assertThat(level.declaration().name()).isEqualTo("queue_bytes");
    assertThat(families.gaugeFamily("queue_bytes", "Level", "bytes")).isSameAs(level);
    assertThat(families.findGaugeFamily("queue")).containsSame(level);
    assertThat(families.counterFamily("sent_bytes_total", "Sent", "bytes").declaration().name())
        .isEqualTo("sent_bytes");
  }

  @Test
  void shouldTakeTheNameForAMissingHelp() {
    assertThat(families.gaugeFamily("level", "", "").declaration().help()).isEqualTo("level");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "1abc", "dots.and", "with:colon", "ünïcode", "a\nb", "_total", "a\0b"})
  void shouldRefuseIllegalNames(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> families.counterFamily(name, "", ""))
        .withMessage("metric name must match [a-zA-Z_][a-zA-Z0-9_]*: name=" + name);
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void shouldRefuseNamesOfBuiltInMetrics(Metric metric) {
    for (String name :
        List.of(metric.baseName(), metric.exposedName(), metric.baseName() + "_sum")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> families.counterFamily(name, "", ""))
          .withMessageStartingWith("metric name must not ");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> families.gaugeFamily(name, "", ""))
          .withMessageStartingWith("metric name must not ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "jvm_threads, metric name must not start with the reserved jvm_",
    "process_x, metric name must not start with the reserved process_",
    "scrape_x, metric name must not start with the reserved scrape_",
    "framegauge_x, metric name must not start with the reserved framegauge_",
    "up, metric name must not be that of a built-in metric",
    "x_total, metric name must not end in _total",
    "x_bucket, metric name must not end in _bucket",
    "x_created, metric name must not end in _created",
    "x_info, metric name must not end in _info",
  })
  void shouldRefuseTakenNames(String name, String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> families.gaugeFamily(name, "", ""))
        .withMessage(rule + ": name=" + name);
  }

  @ParameterizedTest
  @CsvSource({
    "a-b, label name must match [a-zA-Z_][a-zA-Z0-9_]*",
    "__name, label name must not start with __",
    "le, label name is reserved",
    "quantile, label name is reserved",
    "pipeline_name, label name is reserved",
    "site, label name must not be an extra label",
  })
  void shouldRefuseLabelNames(String label, String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> families.counterFamily("frames", "", "", label))
        .withMessage(rule + ": label=" + label);
  }

  @Test
  void shouldRefuseALabelGivenTwice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> families.counterFamily("frames", "", "", "a", "a"))
        .withMessage("label must be given once: label=a");
  }

  @Test
  void shouldRefuseWhatMemoryHasNoRoomFor() {
    String name = "n".repeat(201);
    String label = "l".repeat(380);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> families.counterFamily(name, "", ""))
        .withMessage("metric name must have at most 200 characters: name=" + name);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> families.counterFamily("frames", "", "", label))
        .withMessageStartingWith(
            "label names must have at most 380 characters together: labels=[l");
  }

  @Test
  void shouldRefuseUnits() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> families.counterFamily("frames", "", "per second"))
        .withMessage("unit must be words of letters and digits, joined by _: unit=per second");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> families.gaugeFamily("frames", "", "total"))
        .withMessage("unit must not be the ending of a metric type: unit=total");
  }

  @Test
  void shouldForgetADeletedFamily() {
    CounterFamily old = families.counterFamily("frames", "Frames", "", "source_id");
    Counter handle = old.labels("a");
    handle.inc();

    assertThat(families.delete("frames_total")).isTrue();
    assertThat(families.delete("frames_total")).isFalse();

    handle.inc();
    old.labels("b").inc();
    assertThat(handle.get()).isZero();
    assertThat(counters.reader().families()).isEmpty();
    assertThat(families.gaugeFamily("frames", "Now", "").declaration().labelNames()).isEmpty();
  }

  @Test
  void shouldCountFamiliesThatDoNotFit() {
    for (String name : List.of("a", "b", "c")) {
      families.counterFamily(name, "", "");
    }

    CounterFamily beyond = families.counterFamily("d", "", "");

    assertThat(beyond.inc(5)).isZero();
    assertThat(beyond.get()).isEmpty();
    assertThat(counters.reader().familiesRefused()).isOne();
    assertThat(counters.reader().families())
        .extracting(FamilyValues::name)
        .containsExactly("a", "b", "c");
  }

  @Test
  void shouldKeepSeriesOfABuiltInMetric() {
    CounterFamily objects = families.counterFamily(Metric.STAGE_OBJECTS);
    objects.inc(3, "detector", "person");

    assertThat(families.counterFamily(Metric.STAGE_OBJECTS)).isSameAs(objects);
    FamilyValues values = counters.reader().families().getFirst();
    assertThat(values.name()).isEqualTo("framegauge_stage_objects");
    assertThat(values.labelNames()).containsExactly("stage_name", "object_label");
    assertThat(values.series().getFirst().bits()).isEqualTo(3);
  }
}
