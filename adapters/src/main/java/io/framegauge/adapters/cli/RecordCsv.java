package io.framegauge.adapters.cli;

import io.framegauge.telemetry.record.StageLatency;
import io.framegauge.telemetry.record.StageStat;
import io.framegauge.telemetry.record.StatRecord;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Records as comma-separated values: a header, then a line for each record and stage. The time
/// that frames stayed in a stage is on that stage's own line.
final class RecordCsv implements RecordOutput {
  private static final String HEADER =
      "pipeline_name,run,id,record_type,ts,frame_no,object_counter,stage_name,queue_length,"
          + "stage_frame_counter,stage_object_counter,stage_batch_counter,min_residence_us,"
          + "max_residence_us,avg_residence_us,residence_samples";

  private final PrintWriter out;
  private String pipelineName = "";
  private String run = "";
  private boolean headed;

  RecordCsv(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void begin(String pipelineName, String run, List<StatRecord> before) {
    this.pipelineName = pipelineName;
    this.run = run;
    if (!headed) {
      headed = true;
      out.print(HEADER + "\n");
    }
  }

  @Override
  public void write(StatRecord statRecord) {
    if (statRecord.stageStats().isEmpty()) {
      line(Stream.concat(fields(statRecord), Stream.generate(() -> "").limit(9)));
    }
    Residences residences = Residences.of(statRecord);
    for (StageStat stage : statRecord.stageStats()) {
      Stream<String> counts =
          Stream.of(
              stage.stageName(),
              stage.queueLength().isPresent() ? text(stage.queueLength().getAsLong()) : "",
              text(stage.frameCounter()),
              text(stage.objectCounter()),
              text(stage.batchCounter()));
      Stream<String> times = times(residences.in(stage.stageName()));
      line(Stream.concat(fields(statRecord), Stream.concat(counts, times)));
    }
  }

  private Stream<String> fields(StatRecord statRecord) {
    return Stream.of(
        pipelineName,
        run,
        text(statRecord.id()),
        statRecord.type().label(),
        text(statRecord.tsMillis()),
        text(statRecord.frameNo()),
        text(statRecord.objectCounter()));
  }

  private static Stream<String> times(Optional<StageLatency> residence) {
    return residence
        .map(time ->
            Stream.of(
                text(time.minMicros()),
                text(time.maxMicros()),
                BigDecimal.valueOf(time.avgMicros()).toPlainString(),
                text(time.count())))
        .orElse(Stream.of("", "", "", ""));
  }

  private static String text(long number) {
    return Long.toString(number);
  }

  private void line(Stream<String> fields) {
    out.print(fields.map(RecordCsv::quoted).collect(Collectors.joining(",")) + "\n");
  }

  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
