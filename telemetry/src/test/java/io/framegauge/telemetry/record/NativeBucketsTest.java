package io.framegauge.telemetry.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeBucketsTest {
  /// Prometheus' rule: index i holds values in (2^((i-1)/2^schema), 2^(i/2^schema)].
  @ParameterizedTest
  @ValueSource(longs = {954, 1_000, 1_500, 99_999, 1_000_000, 123_456_789, 5_000_000_000L})
  void shouldPutATimeIntoTheBucketThatPrometheusMeans(long nanos) {
    int bucket = NativeBuckets.of(nanos);

    int index = NativeBuckets.FIRST_INDEX + bucket - 1;
    double upper = Math.pow(2, index / 4.0);
    double lower = Math.pow(2, (index - 1) / 4.0);
    assertThat(nanos / 1e9).isGreaterThan(lower * (1 - 1e-3)).isLessThanOrEqualTo(upper);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "953, 0", "1000000000, 80", "1000000001, 81"})
  void shouldTakeTimesBelowAMicrosecondAsZeroAndOneSecondAsTheEndOfABucket(long nanos, int bucket) {
    assertThat(NativeBuckets.of(nanos)).isEqualTo(bucket);
  }

  @ParameterizedTest
  @ValueSource(longs = {1_024_000_000_000L, 1_024_000_000_001L, Long.MAX_VALUE})
  void shouldTakeWhatIsTooLongIntoTheLastBucket(long nanos) {
    assertThat(NativeBuckets.of(nanos)).isEqualTo(NativeBuckets.COUNT - 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 953, 1_500, 99_999, 1_000_000_000, 1_000_000_001, 1_023_000_000_000L})
  void shouldTellTheLongestTimeOfABucket(long nanos) {
    double bound = NativeBuckets.upperBoundSeconds(NativeBuckets.of(nanos));

    assertThat(bound).isGreaterThan(nanos / 1e9 * (1 - 1e-3));
    assertThat(NativeBuckets.of((long) (bound * 1e9 * 0.999))).isEqualTo(NativeBuckets.of(nanos));
    assertThat(NativeBuckets.upperBoundSeconds(NativeBuckets.COUNT - 1))
        .isEqualTo(Double.POSITIVE_INFINITY);
  }
}
