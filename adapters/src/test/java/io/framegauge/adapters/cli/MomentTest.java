package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:30:00Z");

  @ParameterizedTest
  @CsvSource({
    "1700000000000, 2023-11-14T22:13:20Z",
    "0, 1970-01-01T00:00:00Z",
    "now, 2026-11-21T08:30:00Z",
    "-10m, 2026-11-21T08:20:00Z",
    "-1h30m, 2026-11-21T07:00:00Z",
    "-2d, 2026-11-19T08:30:00Z",
    "-1m30s, 2026-11-21T08:28:30Z",
    "-500ms, 2026-11-21T08:29:59.500Z",
    "2026-11-21T08:00:00Z, 2026-11-21T08:00:00Z",
    "2026-11-21T09:00:00.25+01:00, 2026-11-21T08:00:00.250Z"
  })
  void shouldReadWhatPeopleWrite(String text, Instant expected) {
    assertThat(Moment.parse(text, NOW)).isEqualTo(new Moment(expected.toEpochMilli()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "-10",
        "10m",
        "-m",
        "-10x",
        "yesterday",
        "2026-11-21",
        "-99999999999999999999d",
        "-999999d",
        "9999999999999999999",
        "1969-12-31T23:59:59Z"
      })
  void shouldSayWhatIsAllowed(String text) {
    assertThatThrownBy(() -> Moment.parse(text, NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "must be epoch milliseconds, a time such as 2026-11-21T08:30:00Z, a time ago such as"
                + " -10m or -1h30m, or now: "
                + text);
  }
}
