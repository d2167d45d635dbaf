package io.framegauge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StatRecord;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RateLogTest {

  private static StatRecord record(
      RecordType type, long tsMillis, long nanos, long frames, long objects) {
    return new StatRecord(0, type, tsMillis, nanos, frames, objects, List.of());
  }

  @Test
  void shouldTellFrameRecordsInTheWordsOfTheReference() {
    String line =
        RateLog.line(
            record(RecordType.INITIAL, 1_700_000_000_000L, 5, 0, 0),
            record(RecordType.FRAME, 1_700_000_004_000L, 4_000_000_005L, 100, 250));

    assertThat(line)
        .isEqualTo(
            "📊 Frame-based FPS counter triggered: FPS = 25.00, OPS = 62.50, frame_delta = 100,"
                + " time_delta = 4.000 sec, period=[1700000000000, 1700000004000] ms");
  }

  /// The stray space before the comma is the reference's; scripts read these lines.
  @Test
  void shouldTellTimestampRecordsInTheWordsOfTheReference() {
    String line =
        RateLog.line(
            record(RecordType.TIMESTAMP, 1_000, 0, 10, 7),
            record(RecordType.TIMESTAMP, 2_500, 1_500_000_000L, 20, 7));

    assertThat(line)
        .isEqualTo(
            "📊 Time-based FPS counter triggered: FPS = 6.67, OPS = 0.00, frame_delta = 10,"
                + " time_delta = 1.500 sec , period=[1000, 2500] ms");
  }

  @Test
  void shouldTellNoRateOfNoTime() {
    String line =
        RateLog.line(
            record(RecordType.FRAME, 1_000, 77, 10, 7), record(RecordType.FRAME, 1_000, 77, 20, 7));

    assertThat(line)
        .isEqualTo(
            "📊 Frame-based FPS counter triggered: FPS = n/a, OPS = n/a, frame_delta = 10,"
                + " time_delta = 0.000 sec, period=[1000, 1000] ms");
  }

  @Test
  void shouldMeasureOnTheMonotonicClockWhenTheWallClockIsSetBack() {
    String line =
        RateLog.line(
            record(RecordType.FRAME, 9_000, 0, 0, 0),
            record(RecordType.FRAME, 1_000, 2_000_000_000L, 50, 0));

    assertThat(line).contains("FPS = 25.00,", "time_delta = 2.000 sec, period=[9000, 1000] ms");
  }

  @Test
  void shouldWriteNumbersAlikeInAllCountries() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(
              RateLog.line(
                  record(RecordType.FRAME, 0, 0, 0, 0),
                  record(RecordType.FRAME, 0, 500_000_000, 12_345, 0)))
          .contains("FPS = 24690.00, OPS = 0.00, frame_delta = 12345, time_delta = 0.500 sec");
    } finally {
      Locale.setDefault(before);
    }
  }
}
