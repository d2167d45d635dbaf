package io.framegauge.telemetry.zeromq;

import io.framegauge.telemetry.history.Page;
import io.framegauge.telemetry.record.LiveCounts;
import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.StageCounts;
import io.framegauge.telemetry.record.StatRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/// Reads the answer of a server, field by field in any order.
final class AnswerReader {
  private static final Set<String> PAGE_FIELDS =
      Set.of("pipeline_name", "run", "oldest_id", "newest_id", "gap", "more", "records");
  private static final Set<String> INFO_FIELDS =
      Set.of(
          "pipeline_name",
          "run",
          "oldest_id",
          "newest_id",
          "pid",
          "started_ms",
          "state",
          "uptime_us",
          "frame_no",
          "stages");

  private String pipelineName = "";
  private String run = "";
  private long oldestId = -1;
  private long newestId = -1;
  private boolean gap;
  private boolean more;
  private List<StatRecord> records = List.of();
  private long pid;
  private long startedMillis;
  private PipelineState state = PipelineState.STARTING;
  private OptionalLong framePeriod = OptionalLong.empty();
  private OptionalDouble timePeriod = OptionalDouble.empty();
  private long historySize;
  private Map<String, String> versions = Map.of();
  private long uptimeMicros;
  private long frameNo;
  private List<StageCounts> stages = List.of();
  private Map<String, Long> refused = Map.of();

  private AnswerReader() {}

  static HistoryAnswer page(byte[] json) {
    AnswerReader answer = read(json, PAGE_FIELDS);
    return new HistoryAnswer(
        answer.pipelineName,
        answer.run,
        new Page(answer.oldestId, answer.newestId, answer.gap, answer.more, answer.records));
  }

  static InfoAnswer info(byte[] json) {
    AnswerReader answer = read(json, INFO_FIELDS);
    HistoryInfo info =
        new HistoryInfo(
            answer.pipelineName,
            answer.run,
            answer.pid,
            answer.startedMillis,
            answer.state,
            answer.versions,
            answer.framePeriod,
            answer.timePeriod,
            Math.toIntExact(answer.historySize),
            new LiveCounts(0, answer.uptimeMicros * 1000, answer.frameNo, answer.stages),
            answer.refused);
    return new InfoAnswer(info, answer.oldestId, answer.newestId);
  }

  private static AnswerReader read(byte[] json, Set<String> required) {
    AnswerReader answer = new AnswerReader();
    try {
      StrictReader in = new StrictReader(new String(json, StandardCharsets.UTF_8));
      Set<String> seen = in.begin();
      while (in.more()) {
        answer.field(in, in.name(seen));
      }
      in.end(seen, required);
      in.endDocument();
    } catch (IOException | IllegalArgumentException e) {
      throw new HistoryException("the answer is not a history answer: " + e.getMessage(), e);
    }
    return answer;
  }

  private void field(StrictReader in, String name) throws IOException {
    switch (name) {
      case "error" -> throw refused(in);
      case "pipeline_name" -> pipelineName = in.text();
      case "run" -> run = in.text();
      case "oldest_id" -> oldestId = in.whole();
      case "newest_id" -> newestId = in.whole();
      case "gap" -> gap = in.flag();
      case "more" -> more = in.flag();
      case "records" -> records = in.list(HistoryJson::readRecord);
      default -> infoField(in, name);
    }
  }

  private void infoField(StrictReader in, String name) throws IOException {
    switch (name) {
      case "pid" -> pid = in.whole();
      case "started_ms" -> startedMillis = in.whole();
      case "state" -> state = PipelineState.valueOf(in.text().toUpperCase(Locale.ROOT));
      case "frame_period" -> framePeriod = in.wholeOrNull();
      case "time_period" -> timePeriod = in.decimalOrNull();
      case "history" -> historySize = in.whole();
      case "versions" -> versions = texts(in);
      case "uptime_us" -> uptimeMicros = in.whole();
      case "frame_no" -> frameNo = in.whole();
      case "stages" -> stages = StageFields.list(in);
      case "refused" -> refused = counts(in);
      default -> in.skip();
    }
  }

  private static HistoryException refused(StrictReader in) throws IOException {
    Map<String, String> error = texts(in);
    return new HistoryException(
        "the history server refused the query: "
            + error.getOrDefault("message", "no reason given"));
  }

  private static Map<String, String> texts(StrictReader in) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    Set<String> seen = in.begin();
    while (in.more()) {
      texts.put(in.name(seen), in.text());
    }
    in.end(seen, Set.of());
    return texts;
  }

  private static Map<String, Long> counts(StrictReader in) throws IOException {
    Map<String, Long> counts = new LinkedHashMap<>();
    Set<String> seen = in.begin();
    while (in.more()) {
      counts.put(in.name(seen), in.whole());
    }
    in.end(seen, Set.of());
    return counts;
  }
}
