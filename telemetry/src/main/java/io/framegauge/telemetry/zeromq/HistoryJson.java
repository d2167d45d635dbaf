package io.framegauge.telemetry.zeromq;

import com.google.gson.stream.JsonWriter;
import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StageLatency;
import io.framegauge.telemetry.record.StageStat;
import io.framegauge.telemetry.record.StatRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// Records as JSON, the one form that the server, the stream, the client and the command line
/// share.
///
/// [StatRecord#monotonicNanos] is not written, because it means nothing on another machine; what is
/// read has 0 there. A queue length that is not known is `null`. Any thread.
public final class HistoryJson {
  private static final Set<String> RECORD_FIELDS =
      Set.of("id", "record_type", "ts", "frame_no", "object_counter", "stage_stats");
  private static final Set<String> STAGE_FIELDS =
      Set.of(
          "stage_name",
          "queue_length",
          "frame_counter",
          "object_counter",
          "batch_counter",
          "latencies");
  private static final Set<String> LATENCY_FIELDS =
      Set.of("source_stage_name", "min_latency_us", "max_latency_us", "avg_latency_us", "count");

  private HistoryJson() {}

  /// One record as a JSON object on one line.
  public static String write(StatRecord statRecord) {
    StringWriter text = new StringWriter();
    try (JsonWriter out = new JsonWriter(text)) {
      out.beginObject();
      writeFields(out, statRecord);
      out.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /// One record as the stream carries it: its own fields after `pipeline_name` and `run`.
  public static String writeStreamed(String pipelineName, String run, StatRecord statRecord) {
    StringWriter text = new StringWriter();
    try (JsonWriter out = new JsonWriter(text)) {
      out.beginObject().name("pipeline_name").value(pipelineName).name("run").value(run);
      writeFields(out, statRecord);
      out.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /// The record in a JSON object written by [#write] or [#writeStreamed]. Fields that are not known
  /// are skipped.
  ///
  /// @throws HistoryException if the text is no such record
  public static StatRecord read(String json) {
    try {
      StrictReader in = new StrictReader(json);
      StatRecord statRecord = readRecord(in);
      in.endDocument();
      return statRecord;
    } catch (IOException | IllegalArgumentException e) {
      throw new HistoryException("not a record: " + e.getMessage(), e);
    }
  }

  private static void writeFields(JsonWriter out, StatRecord statRecord) throws IOException {
    out.name("id").value(statRecord.id());
    out.name("record_type").value(statRecord.type().label());
    out.name("ts").value(statRecord.tsMillis());
    out.name("frame_no").value(statRecord.frameNo());
    out.name("object_counter").value(statRecord.objectCounter());
    out.name("stage_stats").beginArray();
    for (StageStat stage : statRecord.stageStats()) {
      writeStage(out, stage);
    }
    out.endArray();
  }

  private static void writeStage(JsonWriter out, StageStat stage) throws IOException {
    out.beginObject().name("stage_name").value(stage.stageName()).name("queue_length");
    if (stage.queueLength().isPresent()) {
      out.value(stage.queueLength().getAsLong());
    } else {
      out.nullValue();
    }
    out.name("frame_counter").value(stage.frameCounter());
    out.name("object_counter").value(stage.objectCounter());
    out.name("batch_counter").value(stage.batchCounter());
    out.name("latencies").beginArray();
    for (StageLatency latency : stage.latencies()) {
      out.beginObject().name("source_stage_name").value(latency.sourceStageName());
      out.name("min_latency_us").value(latency.minMicros());
      out.name("max_latency_us").value(latency.maxMicros());
      out.name("avg_latency_us").jsonValue(decimal(latency.avgMicros()));
      out.name("count").value(latency.count()).endObject();
    }
    out.endArray().endObject();
  }

  /// Without an exponent, which a shell script would stumble over.
  private static String decimal(double value) {
    return BigDecimal.valueOf(value).toPlainString();
  }

  static StatRecord readRecord(StrictReader in) throws IOException {
    long id = 0;
    RecordType type = RecordType.INITIAL;
    long tsMillis = 0;
    long frameNo = 0;
    long objects = 0;
    List<StageStat> stages = List.of();
    Set<String> seen = in.begin();
    while (in.more()) {
      switch (in.name(seen)) {
        case "id" -> id = in.whole();
        case "record_type" -> type = type(in.text());
        case "ts" -> tsMillis = in.whole();
        case "frame_no" -> frameNo = in.whole();
        case "object_counter" -> objects = in.whole();
        case "stage_stats" -> stages = in.list(HistoryJson::readStage);
        default -> in.skip();
      }
    }
    in.end(seen, RECORD_FIELDS);
    return new StatRecord(id, type, tsMillis, 0, frameNo, objects, stages);
  }

  private static StageStat readStage(StrictReader in) throws IOException {
    String name = "";
    OptionalLong queueLength = OptionalLong.empty();
    long frames = 0;
    long objects = 0;
    long batches = 0;
    List<StageLatency> latencies = List.of();
    Set<String> seen = in.begin();
    while (in.more()) {
      switch (in.name(seen)) {
        case "stage_name" -> name = in.text();
        case "queue_length" -> queueLength = in.wholeOrNull();
        case "frame_counter" -> frames = in.whole();
        case "object_counter" -> objects = in.whole();
        case "batch_counter" -> batches = in.whole();
        case "latencies" -> latencies = in.list(HistoryJson::readLatency);
        default -> in.skip();
      }
    }
    in.end(seen, STAGE_FIELDS);
    return new StageStat(name, queueLength, frames, objects, batches, latencies);
  }

  private static StageLatency readLatency(StrictReader in) throws IOException {
    String source = "";
    long min = 0;
    long max = 0;
    double avg = 0;
    long count = 0;
    Set<String> seen = in.begin();
    while (in.more()) {
      switch (in.name(seen)) {
        case "source_stage_name" -> source = in.text();
        case "min_latency_us" -> min = in.whole();
        case "max_latency_us" -> max = in.whole();
        case "avg_latency_us" -> avg = in.decimal();
        case "count" -> count = in.whole();
        default -> in.skip();
      }
    }
    in.end(seen, LATENCY_FIELDS);
    return new StageLatency(source, min, max, avg, count);
  }

  private static RecordType type(String label) throws IOException {
    for (RecordType type : RecordType.values()) {
      if (type.label().equals(label)) {
        return type;
      }
    }
    throw new IOException("must be initial, frame or timestamp: record_type=" + label);
  }
}
