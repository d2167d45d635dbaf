package io.framegauge.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.framegauge.telemetry.counter.Limits;
import io.framegauge.telemetry.counter.LiveCounters;
import io.framegauge.telemetry.record.FamilyValues;
import io.framegauge.telemetry.record.FamilyValues.SeriesValue;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SeriesTest {
  private static final int MAX_SERIES = 3;

  private final LiveCounters counters =
      LiveCounters.create("test", UUID.randomUUID(), new Limits(4, 4, 4, MAX_SERIES), 0, 0, 0);
  private final Families families = new Families(counters.series(), ExtraLabels.NONE);

  @Test
  void shouldCountAndAnswerTheValueBefore() {
    CounterFamily frames = families.counterFamily("frames", "Frames", "", "source_id");

    assertThat(frames.get("a")).isEmpty();
    assertThat(frames.inc(2, "a")).isZero();
    assertThat(frames.labels("a").inc()).isEqualTo(2);
    assertThat(frames.set(10, "a")).isEqualTo(3);
    assertThat(frames.get("a")).hasValue(10);
    assertThat(frames.set(7, "b")).isZero();
    assertThat(frames.delete("a")).hasValue(10);
    assertThat(frames.delete("a")).isEmpty();
    assertThat(frames.get("a")).isEmpty();
    assertThat(series()).extracting(SeriesValue::labelValues).containsExactly(List.of("b"));
  }

  @Test
  void shouldStartACounterWithoutLabelsAtZero() {
    CounterFamily all = families.counterFamily("all", "All", "");

    assertThat(all.get()).hasValue(0);
    assertThat(families.gaugeFamily("level", "Level", "").get()).isEmpty();
  }

  @Test
  void shouldNeverLowerACounter() {
    Counter frames = families.counterFamily("frames", "Frames", "").labels();
    frames.set(5);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> frames.set(3))
        .withMessage("must be >= current value: value=3, current=5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> frames.set(-1))
        .withMessage("must be >= 0: value=-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> frames.inc(-1))
        .withMessage("must be >= 0: by=-1");
    assertThat(frames.set(5)).isEqualTo(5);
    assertThat(frames.inc(0)).isEqualTo(5);
  }

  @Test
  void shouldCountUnsigned() {
    Counter frames = families.counterFamily("frames", "Frames", "").labels();
    frames.set(Long.MAX_VALUE);
    frames.inc(2);

    assertThat(Long.toUnsignedString(frames.get())).isEqualTo("9223372036854775809");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> frames.set(7))
        .withMessage("must be >= current value: value=7, current=9223372036854775809");
  }

  @Test
  void shouldMoveAGaugeBothWays() {
    GaugeFamily level = families.gaugeFamily("level", "Level", "", "queue");

    assertThat(level.set(2.5, "q")).isZero();
    assertThat(level.inc(1, "q")).isEqualTo(2.5);
    Gauge handle = level.labels("q");
    assertThat(handle.dec()).isEqualTo(3.5);
    assertThat(handle.dec(0.5)).isEqualTo(2.5);
    assertThat(handle.inc()).isEqualTo(2);
    assertThat(level.get("q")).hasValue(3);
    handle.set(Double.NaN);
    assertThat(handle.inc()).isNaN();
    assertThat(level.delete("q")).hasValue(Double.NaN);
    assertThat(level.get("q")).isEmpty();
  }

  @Test
  void shouldGiveTheSameHandleForTheSameLabels() {
    CounterFamily frames = families.counterFamily("frames", "Frames", "", "a", "b");

    assertThat(frames.labels("x", "y")).isSameAs(frames.labels("x", "y"));
    assertThat(frames.labels("y", "x")).isNotSameAs(frames.labels("x", "y"));
  }

  @Test
  void shouldMakeHandlesOfDeletedSeriesIneffective() {
    CounterFamily frames = families.counterFamily("frames", "Frames", "", "a");
    Counter old = frames.labels("x");
    old.inc(41);
    frames.delete("x");

    old.inc();
    old.set(99);
    Counter anew = frames.labels("x");

    assertThat(old.get()).isZero();
    assertThat(anew.inc()).isZero();
    assertThat(anew.get()).isOne();
    assertThat(series())
        .extracting(SeriesValue::labelValues, SeriesValue::bits)
        .containsExactly(tuple(List.of("x"), 1L));
  }

  @Test
  void shouldDetachAndCountWhatIsBeyondTheLimit() {
    GaugeFamily level = families.gaugeFamily("level", "Level", "", "queue");
    for (int i = 0; i < MAX_SERIES; i++) {
      level.set(i, "q" + i);
    }

    Gauge beyond = level.labels("one more");
    beyond.set(5);

    assertThat(beyond.get()).isZero();
    assertThat(level.get("one more")).isEmpty();
    assertThat(series()).hasSize(MAX_SERIES);
    assertThat(counters.reader().families().getFirst().refused()).isOne();
  }

  @Test
  void shouldTakeAnyTextAsLabelValue() {
    CounterFamily frames = families.counterFamily("frames", "Frames", "", "a");

    frames.inc(1, "\"\\\n\t ünï 🎥 \0 \r \uD800 \u007f");

    assertThat(series().getFirst().labelValues())
        .containsExactly("\"\\\n\t ünï 🎥 \uFFFD \uFFFD \uFFFD \uFFFD");
    assertThat(frames.get("\"\\\n\t ünï 🎥 \0 \r \uD800 \u007f")).hasValue(1);
  }

  @Test
  void shouldRefuseAWrongNumberOfLabelValues() {
    CounterFamily frames = families.counterFamily("frames", "Frames", "", "a", "b");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> frames.labels("x"))
        .withMessage("must be one value for each label of frames: labels=[a, b], values=[x]");
  }

  private List<SeriesValue> series() {
    return counters.reader().families().stream()
        .map(FamilyValues::series)
        .flatMap(List::stream)
        .toList();
  }
}
