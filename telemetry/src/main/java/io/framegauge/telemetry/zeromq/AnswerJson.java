package io.framegauge.telemetry.zeromq;

import com.google.gson.stream.JsonWriter;
import io.framegauge.telemetry.history.Page;
import io.framegauge.telemetry.record.StageCounts;
import io.framegauge.telemetry.record.StatRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Writes the answers of the server.
final class AnswerJson {
  static final String BAD_REQUEST = "bad_request";
  static final String INTERNAL = "internal";

  private AnswerJson() {}

  /// Writes fields into an object that is open.
  private interface Fields {
    void write(JsonWriter out) throws IOException;
  }

  static byte[] error(String code, String message) {
    return object(out -> {
      out.name("error").beginObject().name("code").value(code);
      out.name("message").value(message).endObject();
    });
  }

  /// A page of records. Records that would make all of them larger than `maxBytes` are left out and
  /// `more` is true, so that paging goes on behind the last one; the first is never left out.
  static byte[] page(String pipelineName, String run, Page page, int maxBytes, RecordBytes json) {
    List<byte[]> records = new ArrayList<>(page.records().size());
    long bytes = 0;
    for (StatRecord statRecord : page.records()) {
      byte[] written = json.of(statRecord);
      if (!records.isEmpty() && bytes + written.length + 1 > maxBytes) {
        break;
      }
      records.add(written);
      bytes += written.length + 1;
    }
    boolean more = page.more() || records.size() < page.records().size();
    byte[] head =
        object(out -> {
          identity(out, pipelineName, run, page);
          out.name("gap").value(page.gap()).name("more").value(more);
          out.name("records").beginArray().endArray();
        });
    return inserted(head, head.length - 2, records, (int) bytes);
  }

  /// JSON with values in an empty array.
  ///
  /// @param at where the array ends
  private static byte[] inserted(byte[] json, int at, List<byte[]> values, int bytes) {
    ByteBuffer all = ByteBuffer.allocate(json.length + Math.max(0, bytes - 1));
    all.put(json, 0, at);
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        all.put((byte) ',');
      }
      all.put(values.get(i));
    }
    return all.put(json, at, json.length - at).array();
  }

  static byte[] info(HistoryInfo info, Page page) {
    return object(out -> {
      identity(out, info.pipelineName(), info.run(), page);
      out.name("pid").value(info.pid()).name("started_ms").value(info.startedMillis());
      out.name("state").value(info.state().name().toLowerCase(Locale.ROOT));
      out.name("uptime_us").value(info.live().uptimeNanos() / 1000);
      out.name("frame_no").value(info.live().frameNo());
      periods(out, info);
      out.name("history").value(info.historySize());
      out.name("versions").beginObject();
      for (Map.Entry<String, String> version : info.versions().entrySet()) {
        out.name(version.getKey()).value(version.getValue());
      }
      out.endObject().name("stages").beginArray();
      for (StageCounts stage : info.live().stages()) {
        StageJson.write(out, stage, info.live().startNanos());
      }
      out.endArray().name("refused").beginObject();
      for (Map.Entry<String, Long> refused : info.refused().entrySet()) {
        out.name(refused.getKey()).value(refused.getValue());
      }
      out.endObject();
    });
  }

  private static void identity(JsonWriter out, String pipelineName, String run, Page page)
      throws IOException {
    out.name("pipeline_name").value(pipelineName).name("run").value(run);
    out.name("oldest_id").value(page.oldestId()).name("newest_id").value(page.newestId());
  }

  private static void periods(JsonWriter out, HistoryInfo info) throws IOException {
    out.name("frame_period");
    if (info.framePeriod().isPresent()) {
      out.value(info.framePeriod().getAsLong());
    } else {
      out.nullValue();
    }
    out.name("time_period");
    if (info.timePeriodSeconds().isPresent()) {
      out.jsonValue(BigDecimal.valueOf(info.timePeriodSeconds().getAsDouble()).toPlainString());
    } else {
      out.nullValue();
    }
  }

  private static byte[] object(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonWriter out = new JsonWriter(text)) {
      out.beginObject();
      fields.write(out);
      out.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
