package io.framegauge.telemetry.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextBufferTest {
  private final TextBuffer buffer = new TextBuffer();

  private String number(double value) {
    buffer.clear();
    buffer.number(value);
    return new String(buffer.toBytes(), UTF_8);
  }

  @Test
  void shouldWriteNumbersAsJavaDoes() {
    Random random = new Random(20261121);
    for (int i = 0; i < 200_000; i++) {
      long whole = random.nextLong() >> random.nextInt(64);
      double[] values = {
        whole,
        whole / 1000.0,
        Math.rint(whole / 1e3) * 1e3,
        Double.longBitsToDouble(random.nextLong())
      };
      for (double value : values) {
        if (Double.isFinite(value)) {
          assertThat(number(value)).isEqualTo(Double.toString(value));
        }
      }
    }
    for (double value :
        new double[] {0, -0.0, 1e7, 9_999_999, 1L << 53, (1L << 53) - 1, 0.1, Double.NaN}) {
      assertThat(number(value)).isEqualTo(Double.toString(value));
    }
    assertThat(number(Double.POSITIVE_INFINITY)).isEqualTo("+Inf");
    assertThat(number(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.000",
    "7, 0.007",
    "1795237283175, 1795237283.175",
    "1795237283070, 1795237283.070"
  })
  void shouldWriteMillisecondsAsSeconds(long millis, String text) {
    buffer.seconds(millis);

    assertThat(new String(buffer.toBytes(), UTF_8)).isEqualTo(text);
  }

  @Test
  void shouldFindAText() {
    byte[] text = "ab aab abc".getBytes(UTF_8);
    buffer.write(text, 0, text.length);

    assertThat(buffer.find("ab".getBytes(UTF_8), 0)).isZero();
    assertThat(buffer.find("ab".getBytes(UTF_8), 1)).isEqualTo(4);
    assertThat(buffer.find("abc".getBytes(UTF_8), 0)).isEqualTo(7);
    assertThat(buffer.find("abcd".getBytes(UTF_8), 0)).isNegative();
  }
}
