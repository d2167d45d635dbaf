package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StatRecord;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordCsvTest {
  private static final String HEADER =
      "pipeline_name,run,id,record_type,ts,frame_no,object_counter,stage_name,queue_length,"
          + "stage_frame_counter,stage_object_counter,stage_batch_counter,min_residence_us,"
          + "max_residence_us,avg_residence_us,residence_samples\n";

  private final StringWriter text = new StringWriter();
  private final RecordCsv csv = new RecordCsv(new PrintWriter(text));

  @Test
  void shouldWriteALineForEachStage() {
    csv.begin("city", "6f0c", List.of());
    csv.write(SampleRecords.withStages());
    assertThat(text)
        .hasToString(
            HEADER
                + """
                city,6f0c,52,frame,1700000000000,795,1345,ingress,3,795,0,2,10,90,25.5,200
                city,6f0c,52,frame,1700000000000,795,1345,"draw, left",,790,1345,0,1500,2500,2000.25,5
                city,6f0c,52,frame,1700000000000,795,1345,sink,0,5,10,0,,,,
                """);
  }

  @Test
  void shouldWriteALineForARecordWithoutStages() {
    csv.begin("city", "6f0c", List.of());
    csv.write(new StatRecord(0, RecordType.INITIAL, 1_700_000_000_000L, 0, 0, 0, List.of()));
    assertThat(text).hasToString(HEADER + "city,6f0c,0,initial,1700000000000,0,0,,,,,,,,,\n");
  }

  @Test
  void shouldWriteTheHeaderOnceOverTwoRuns() {
    csv.begin("a \"b\"", "1", List.of());
    csv.begin("a \"b\"", "2", List.of());
    csv.write(SampleRecords.numbered(1));
    assertThat(text)
        .hasToString(
            HEADER + "\"a \"\"b\"\"\",2,1,frame,1700000000500,15,30,camera,0,15,0,0,,,,\n");
  }
}
