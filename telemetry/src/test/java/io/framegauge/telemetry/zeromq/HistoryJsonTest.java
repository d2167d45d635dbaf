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
  private static final StatRecord RECORD =
      new StatRecord(
          52,
          RecordType.FRAME,
          1_700_000_000_000L,
          0,
          795,
          1345,
          List.of(
              new StageStat(
                  "ingress",
                  OptionalLong.of(0),
                  795,
                  0,
                  0,
                  List.of(new StageLatency("decode", 12, 90, 20.5, 100)))));

  private static final String FIELDS =
      """
      "id":52,"record_type":"frame","ts":1700000000000,"frame_no":795,"object_counter":1345,\
      "stage_stats":[{"stage_name":"ingress","queue_length":0,"frame_counter":795,\
      "object_counter":0,"batch_counter":0,"latencies":[{"source_stage_name":"decode",\
      "min_latency_us":12,"max_latency_us":90,"avg_latency_us":20.5,"count":100}]}]}\
      """;

  @Test
  void shouldWriteTheFieldsInTheirOrder() {
    assertThat(HistoryJson.write(RECORD)).isEqualTo("{" + FIELDS);
  }

  @Test
  void shouldPutPipelineAndRunFirstInTheStream() {
    assertThat(HistoryJson.writeStreamed("city-traffic", "6f0c", RECORD))
        .isEqualTo("{\"pipeline_name\":\"city-traffic\",\"run\":\"6f0c\"," + FIELDS);
  }

  @Test
  void shouldReadWhatItWrites() {
    assertThat(HistoryJson.read(HistoryJson.write(RECORD))).isEqualTo(RECORD);
    assertThat(HistoryJson.read(HistoryJson.writeStreamed("a", "b", RECORD))).isEqualTo(RECORD);
  }

  @Test
  void shouldKeepTextsThatNeedEscapes() {
    StatRecord odd = withStage("q\"\\\n\u2028é😀</", OptionalLong.of(1), 1.0);
    assertThat(HistoryJson.read(HistoryJson.write(odd))).isEqualTo(odd);
  }

  @Test
  void shouldWriteNullForAnUnknownQueueLength() {
    StatRecord unknown = withStage("s", OptionalLong.empty(), 1.0);
    assertThat(HistoryJson.write(unknown)).contains("\"queue_length\":null,");
    assertThat(HistoryJson.read(HistoryJson.write(unknown))).isEqualTo(unknown);
  }

  @ParameterizedTest
  @CsvSource({"20.5,20.5", "1e10,10000000000", "0.001,0.001", "1e-5,0.000010", "7,7.0"})
  void shouldWriteAveragesWithoutAnExponent(double average, String text) {
    StatRecord slow = withStage("s", OptionalLong.of(0), average);
    assertThat(HistoryJson.write(slow)).contains("\"avg_latency_us\":" + text + ",");
    assertThat(HistoryJson.read(HistoryJson.write(slow))).isEqualTo(slow);
  }

  private static StatRecord withStage(String name, OptionalLong queueLength, double average) {
    StageLatency latency = new StageLatency("d", 1, 2, average, 3);
    StageStat stage = new StageStat(name, queueLength, 1, 2, 3, List.of(latency));
    return new StatRecord(1, RecordType.TIMESTAMP, 2, 0, 3, 4, List.of(stage));
  }

  @Test
  void shouldSkipFieldsThatANewerVersionMayHave() {
    assertThat(HistoryJson.read("{\"colour\":{\"deep\":[1]}," + FIELDS)).isEqualTo(RECORD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          "id":52 ; "id":"52" ; must be a whole number, found STRING: $.id
          "id":52 ; "id":5.2 ; must be a whole number: $.id=5.2
          "id":52 ; "id":52,"id":52 ; must be given once: $.id
          "id":52, ; ~~ ; must be given: $.id
          "frame","ts" ; "Frame","ts" ; must be initial, frame or timestamp: record_type=Frame
          "frame","ts" ; 1,"ts" ; must be a text, found NUMBER: $.record_type
          "count":100 ; "count":0 ; must be >= 1: count=0
          "latencies":[ ; "latencies":0,"x":[ ; must be a list, found NUMBER: $.stage_stats[0].latencies
          """)
  void shouldRefuseWhatIsNoRecord(String written, String instead, String message) {
    String broken = ("{" + FIELDS).replace(written, instead);
    assertThatThrownBy(() -> HistoryJson.read(broken))
        .isInstanceOf(HistoryException.class)
        .hasMessage("not a record: " + message);
  }
}
