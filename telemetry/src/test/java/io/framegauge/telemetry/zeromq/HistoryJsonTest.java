package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StageLatency;
import io.framegauge.telemetry.record.StageStat;
import io.framegauge.telemetry.record.StatRecord;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryJsonTest {
  private static StatRecord statRecord(String stageName, double avgMicros) {
    StageLatency latency = new StageLatency("a", 0, Long.MAX_VALUE, avgMicros, 1);
    StageStat stage =
        new StageStat(stageName, OptionalLong.empty(), Long.MAX_VALUE, 2, 3, List.of(latency));
    return new StatRecord(7, RecordType.TIMESTAMP, 8, 0, 9, 10, List.of(stage));
  }

  @Test
  void shouldWriteTheFieldsInTheirOrder() {
    assertThat(HistoryJson.write(statRecord("b", 0.25)))
        .isEqualTo(
            """
            {"id":7,"record_type":"timestamp","ts":8,"frame_no":9,"object_counter":10,\
            "stage_stats":[{"stage_name":"b","queue_length":null,\
            "frame_counter":9223372036854775807,"object_counter":2,"batch_counter":3,\
            "latencies":[{"source_stage_name":"a","min_latency_us":0,\
            "max_latency_us":9223372036854775807,"avg_latency_us":0.25,"count":1}]}]}\
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "1e-9, 0.0000000010",
    "1e20, 100000000000000000000",
    "0, 0.0",
    "20.5, 20.5",
    "0.1, 0.1",
    "12345678.125, 12345678.125"
  })
  void shouldWriteNumbersWithoutExponent(double avgMicros, String written) {
    assertThat(HistoryJson.write(statRecord("b", avgMicros)))
        .contains("\"avg_latency_us\":" + written + ",");
  }

  @ParameterizedTest
  @CsvSource({"plain", "'with \"quotes\" and \\'", "Straße-計測", "'<&>\u2028'", "''"})
  void shouldReadWhatItWrites(String stageName) {
    StatRecord written = statRecord(stageName, 20.5);

    assertThat(HistoryJson.read(HistoryJson.write(written))).isEqualTo(written);
    assertThat(HistoryJson.read(HistoryJson.writeStreamed("p", "r", written))).isEqualTo(written);
    assertThat(HistoryJson.write(written)).doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"id":7}               | not a record: must be given: $.frame_no
          [7]                    | not a record: must be an object, found BEGIN_ARRAY: $
          {"id":"7"}             | not a record: must be a whole number, found STRING: $.id
          {"id":7.5}             | not a record: must be a whole number: $.id=7.5
          {"id":7,"id":8}        | not a record: must be given once: $.id
          {"record_type":"late"} | not a record: must be initial, frame or timestamp: record_type=late
          """)
  void shouldSayWhyATextIsNoRecord(String json, String message) {
    assertThatThrownBy(() -> HistoryJson.read(json))
        .isInstanceOf(HistoryException.class)
        .hasMessageStartingWith(message);
  }
}
