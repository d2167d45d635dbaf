package io.framegauge.adapters.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FiguresTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "999999, 999999",
    "1000000, 1.00M",
    "12345678, 12.3M",
    "999499999, 999M",
    "999500000, 1.00G",
    "9223372036854775807, 9.22E"
  })
  void shouldShortenCounts(long count, String text) {
    assertThat(Figures.count(count)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.0", "29.97, 30.0", "9999.94, 9999.9", "9999.96, 10000", "1234567, 1.23M"})
  void shouldShortenRates(double rate, String text) {
    assertThat(Figures.rate(OptionalDouble.of(rate))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, <0.01",
    "0.0831, <0.09",
    "9.98, <9.99",
    "44.19, <44.2",
    "44.2, <44.3",
    "10765.2, <10766",
    "861077.9, <861078",
    "Infinity, >17min"
  })
  void shouldRoundABoundUp(double bound, String text) {
    assertThat(Figures.below(OptionalDouble.of(bound))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "59, 59s",
    "60, 1m00s",
    "3599, 59m59s",
    "3600, 1h00m",
    "359999, 99h59m",
    "360000, 4d04h",
    "8640000, 100d"
  })
  void shouldTellTimesInTwoUnits(long seconds, String text) {
    assertThat(Figures.duration(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.004, 9.9949, 9.9951, 99.94, 99.96, 12_345, 999_999.4, 1e6, 1e12})
  void shouldFitIntoTheirColumns(double value) {
    OptionalDouble figure = OptionalDouble.of(value);

    assertThat(Figures.rate(figure)).hasSizeLessThanOrEqualTo(6);
    assertThat(Figures.millis(figure)).hasSizeLessThanOrEqualTo(7);
    assertThat(Figures.below(figure)).hasSizeLessThanOrEqualTo(7);
    assertThat(Figures.count((long) value)).hasSizeLessThanOrEqualTo(6);
  }

  @Test
  void shouldShowTheUnknownAsADash() {
    assertThat(Figures.rate(OptionalDouble.empty())).isEqualTo("-");
    assertThat(Figures.below(OptionalDouble.empty())).isEqualTo("-");
    assertThat(Figures.age(OptionalDouble.empty())).isEqualTo("-");
  }
}
