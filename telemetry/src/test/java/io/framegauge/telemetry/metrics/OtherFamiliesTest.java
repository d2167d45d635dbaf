package io.framegauge.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.framegauge.telemetry.counter.Limits;
import io.framegauge.telemetry.counter.LiveCounters;
import io.framegauge.telemetry.record.FamilyValues;
import io.framegauge.telemetry.record.FamilyValues.Distribution;
import io.framegauge.telemetry.record.FamilyValues.SeriesValue;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Histograms, infos and states, and what all families have: clashes, caps, expiry, a new start.
class OtherFamiliesTest {
  private static final int MAX_SERIES = 8;

  private final LiveCounters counters =
      LiveCounters.create("test", UUID.randomUUID(), new Limits(4, 4, 8, MAX_SERIES), 0, 0, 0);
  private final Families families =
      new Families(counters.series(), new ExtraLabels(Map.of("site", "north")), 3);

  private FamilyValues only() {
    return counters.reader().families().getFirst();
  }

  private Distribution distribution() {
    return only().series().getFirst().distribution().orElseThrow();
  }

  @Test
  void shouldCountIntoTheBucketWhoseBoundIsNotBelow() {
    HistogramFamily stays =
        families.histogramFamily("stay", "Stay", "seconds", List.of(0.0, 0.5, 2.0), "source_id");
    Histogram stay = stays.labels("a");
    for (double value : new double[] {0, 0.1, 0.5, 0.6, 2, 2.1, Double.POSITIVE_INFINITY}) {
      stay.observe(value);
    }

    assertThat(stay.count()).isEqualTo(7);
    assertThat(stay.sum()).isInfinite();
    assertThat(only().bounds()).containsExactly(0.0, 0.5, 2.0);
    assertThat(distribution().bucketCounts()).containsExactly(1L, 2L, 2L, 2L);
    assertThat(distribution().count()).isEqualTo(7);
    assertThat(stays.get("a")).containsSame(stay);
    assertThat(stays.get("b")).isEmpty();
    assertThat(stays.delete("a")).isTrue();
    assertThat(stays.delete("a")).isFalse();
    stay.observe(1);
    assertThat(stay.count()).isZero();
    assertThat(only().series()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-0.1", "NaN", "-Infinity"})
  void shouldRefuseToObserveWhatIsNoSize(double value) {
    HistogramFamily stays = families.histogramFamily("stay", "", "", List.of(1.0));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> stays.observe(value))
        .withMessage("must be >= 0: value=" + value);
  }

  @Test
  void shouldRefuseBounds() {
    for (List<Double> bounds :
        List.of(
            List.of(1.0, 1.0),
            List.of(2.0, 1.0),
            List.of(-1.0),
            List.of(Double.NaN),
            List.of(1.0, Double.POSITIVE_INFINITY, 2.0),
            List.of(Double.POSITIVE_INFINITY))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> families.histogramFamily("stay", "", "", bounds))
          .withMessage(
              "bounds must be finite, >= 0 and each above the one before: bounds=" + bounds);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> families.histogramFamily("stay", "", "", List.of()))
        .withMessage("bounds must be 1 to 40: bounds=[]");
    assertThat(
            families
                .histogramFamily("stay", "", "", List.of(1.0, Double.POSITIVE_INFINITY))
                .declaration()
                .bounds())
        .containsExactly(1.0);
  }

  @Test
  void shouldRefuseOtherBoundsForTheSecondCaller() {
    families.histogramFamily("stay", "Stay", "", List.of(1.0), "a");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> families.histogramFamily("stay", "Stay", "", List.of(1.0, 2.0), "a"))
        .withMessage(
            "must be declared the same way each time:"
                + " first=histogram stay{a}, unit \"\", help \"Stay\", bounds [1.0];"
                + " now=histogram stay{a}, unit \"\", help \"Stay\", bounds [1.0, 2.0]");
  }

  @Test
  void shouldTellFacts() {
    InfoFamily model = families.infoFamily("model_info", "Model", "version");

    assertThat(model.declaration().name()).isEqualTo("model");
    assertThat(families.infoFamily("model", "Model", "version")).isSameAs(model);
    assertThat(families.find("model_info", InfoFamily.class)).containsSame(model);
    assertThat(model.set("1")).isTrue();
    assertThat(model.get("1")).isTrue();
    assertThat(model.get("2")).isFalse();
    assertThat(model.delete("1")).isTrue();
    assertThat(model.delete("1")).isFalse();
    assertThat(families.delete("model_info")).isTrue();
    assertThat(counters.reader().families()).isEmpty();
  }

  @Test
  void shouldBeInOneState() {
    StateFamily status =
        families.stateFamily("engine_status", "", List.of("PAUSED", "PAUSING", "RUNNING"), "a");
    State state = status.labels("x");

    assertThat(state.get()).isEqualTo("PAUSED");
    assertThat(state.set("RUNNING")).isEqualTo("PAUSED");
    assertThat(status.set("PAUSING", "x")).isEqualTo("RUNNING");
    assertThat(status.get("x")).contains("PAUSING");
    assertThat(status.get("y")).isEmpty();
    assertThat(only().states()).containsExactly("PAUSED", "PAUSING", "RUNNING");
    assertThat(only().series().getFirst().bits()).isOne();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> state.set("GONE"))
        .withMessage("must be one of [PAUSED, PAUSING, RUNNING]: state=GONE");
    assertThat(status.delete("x")).contains("PAUSING");
    assertThat(state.get()).isEqualTo("PAUSED");
  }

  @Test
  void shouldRefuseStates() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> families.stateFamily("mode", "", List.of()))
        .withMessage("states must be 1 to 64: states=[]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> families.stateFamily("mode", "", List.of("a", "a")))
        .withMessage("states must be given once each: states=[a, a]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> families.stateFamily("mode", "", List.of("a", "")))
        .withMessage(
            "states must be texts without control characters, and not empty: states=[a, ]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> families.stateFamily("mode", "", List.of("x".repeat(684))))
        .withMessageStartingWith("states must take at most 684 bytes together: states=[x");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> families.stateFamily("mode", "", List.of("a"), "mode"))
        .withMessage("label name must not be that of the states: label=mode");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> families.stateFamily("site", "", List.of("a")))
        .withMessage("name of states must not be an extra label: name=site");
  }

  @ParameterizedTest
  @CsvSource({"stay_sum", "stay_count"})
  void shouldRefuseANameThatAHistogramIsKnownBy(String name) {
    families.histogramFamily("stay", "", "", List.of(1.0));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> families.gaugeFamily(name, "", ""))
        .withMessage(
            "metric name must not be taken by another family: name=%s; other=histogram stay{}, unit \"\", help \"stay\", bounds [1.0]; now=gauge %s{}, unit \"\", help \"%s\""
                .formatted(name, name, name));
  }

  @Test
  void shouldRefuseAHistogramThatWouldTakeTheNameOfAGauge() {
    families.gaugeFamily("stay_count", "", "");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> families.histogramFamily("stay", "", "", List.of(1.0)))
        .withMessageStartingWith(
            "metric name must not be taken by another family: name=stay_count;");
  }

  @Test
  void shouldCapTheSeriesOfAFamilyAndCountTheRefused() {
    CounterFamily frames = families.counterFamily("frames", "", "", "a");
    for (int i = 0; i < 5; i++) {
      frames.inc(1, "x" + i);
    }

    assertThat(only().series()).hasSize(3);
    assertThat(only().refused()).isEqualTo(2);
    assertThat(frames.get("x4")).isEmpty();
    frames.delete("x0");
    frames.inc(1, "x4");
    assertThat(frames.get("x4")).hasValue(1);
  }

  @Test
  void shouldTakeACapFromTheDeclaration() {
    SeriesPolicy one = SeriesPolicy.DEFAULT.atMost(1);
    GaugeFamily level = families.with(one).gaugeFamily("level", "", "", "a");
    level.set(1, "x");
    level.set(1, "y");

    assertThat(only().series()).hasSize(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> families.gaugeFamily("level", "", "", "a"))
        .withMessage(
            "must be declared the same way each time:"
                + " first=gauge level{a}, unit \"\", help \"level\", at most 1 series;"
                + " now=gauge level{a}, unit \"\", help \"level\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SeriesPolicy.DEFAULT.atMost(0))
        .withMessage("must be >= 1: max_series=0");
  }

  @Test
  void shouldNotLoseAPlaceToAHistogramThatDoesNotFit() {
    Families few =
        new Families(counters.series(), ExtraLabels.NONE); // without a cap of its own that matters
    HistogramFamily stays = few.histogramFamily("stay", "", "", List.of(1.0), "a");
    GaugeFamily level = few.gaugeFamily("level", "", "", "a");
    for (int i = 0; i < MAX_SERIES - 1; i++) {
      stays.observe(1, "x" + i);
    }
    stays.observe(1, "x".repeat(500)); // more than any label values may take
    level.set(1, "y");
    stays.observe(1, "one more");

    assertThat(only().series()).hasSize(MAX_SERIES - 1);
    assertThat(only().refused()).isEqualTo(2);
    assertThat(level.get("y")).hasValue(1);
  }

  @Test
  void shouldLetSeriesGoWithTheirSource() {
    Families bySource = families.with(SeriesPolicy.expiringWith("source_id"));
    CounterFamily frames = bySource.counterFamily("frames", "", "", "kind", "source_id");
    HistogramFamily stays = bySource.histogramFamily("stay", "", "", List.of(1.0), "source_id");
    CounterFamily kept = families.counterFamily("kept", "", "", "source_id");
    Counter of1 = frames.labels("car", "camera 1");
    of1.inc();
    frames.inc(5, "camera 1", "camera 2");
    stays.observe(1, "camera 1");
    kept.inc(1, "camera 1");

    families.sourceRemoved("camera 1");

    of1.inc();
    assertThat(frames.get("car", "camera 1")).isEmpty();
    assertThat(frames.get("camera 1", "camera 2")).hasValue(5);
    assertThat(stays.get("camera 1")).isEmpty();
    assertThat(kept.get("camera 1")).hasValue(1);
    assertThat(counters.reader().families())
        .extracting(family -> family.series().size())
        .containsExactly(1, 0, 1);
  }

  @Test
  void shouldRefuseASourceLabelThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            families
                .with(SeriesPolicy.expiringWith("source"))
                .counterFamily("frames", "", "", "source_id"))
        .withMessage(
            "source label must be one of the labels: source_label=source, labels=[source_id]");
  }

  @Test
  void shouldCountFromZeroAgainWithANewTimeOfCreation() {
    Counter frames = families.counterFamily("frames", "", "").labels();
    Gauge level = families.gaugeFamily("level", "", "").labels();
    Histogram stay = families.histogramFamily("stay", "", "", List.of(1.0)).labels();
    State mode = families.stateFamily("mode", "", List.of("day", "night")).labels();
    frames.inc(7);
    level.set(7);
    stay.observe(7);
    mode.set("night");
    List<Long> before = created();

    families.reset();
    frames.inc(2);
    stay.observe(0.5);

    assertThat(frames.get()).isEqualTo(2);
    assertThat(level.get()).isEqualTo(7);
    assertThat(stay.count()).isOne();
    assertThat(stay.sum()).isEqualTo(0.5);
    assertThat(mode.get()).isEqualTo("night");
    List<Long> after = created();
    assertThat(after.get(0)).isGreaterThan(before.get(0));
    assertThat(after.get(1)).isEqualTo(before.get(1));
    assertThat(after.get(2)).isGreaterThan(before.get(2));
    assertThat(counters.reader().families().get(2).series().getFirst().distribution())
        .contains(new Distribution(List.of(1L, 0L), 0.5));
  }

  private List<Long> created() {
    return counters.reader().families().stream()
        .flatMap(family -> family.series().stream())
        .map(SeriesValue::createdMillis)
        .toList();
  }
}
