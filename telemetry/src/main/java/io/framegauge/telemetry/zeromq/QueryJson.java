package io.framegauge.telemetry.zeromq;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Queries as JSON requests.
final class QueryJson {
  static final String KNOWN = "info, latest, newer_than, window";

  private QueryJson() {}

  static Query read(byte[] frame) throws BadRequest {
    RequestFields fields = RequestFields.parse(frame);
    String name = fields.query();
    return switch (name) {
      case "info" -> info(fields);
      case "latest" -> latest(fields);
      case "newer_than" -> newerThan(fields);
      case "window" -> window(fields);
      default ->
          throw new BadRequest(
              "unknown query, known are " + KNOWN + ": query=" + RequestFields.clipped(name));
    };
  }

  private static Query info(RequestFields fields) throws BadRequest {
    fields.requireOnly("info", Set.of());
    return new Query.Info();
  }

  private static Query latest(RequestFields fields) throws BadRequest {
    fields.requireOnly("latest", inOrder("count", "before_id"));
    return new Query.Latest(
        records(fields, "count", Query.DEFAULT_COUNT),
        optional(fields, "before_id", Query.NO_BEFORE_ID));
  }

  private static Query newerThan(RequestFields fields) throws BadRequest {
    fields.requireOnly("newer_than", inOrder("id", "limit"));
    return new Query.NewerThan(
        fields.whole("id", -1, Long.MAX_VALUE), records(fields, "limit", Query.DEFAULT_LIMIT));
  }

  private static Query window(RequestFields fields) throws BadRequest {
    fields.requireOnly("window", inOrder("from_ms", "to_ms", "limit", "before_id"));
    long from = fields.whole("from_ms", 0, Long.MAX_VALUE);
    return new Query.Window(
        from,
        fields.whole("to_ms", from, Long.MAX_VALUE),
        records(fields, "limit", Query.DEFAULT_LIMIT),
        optional(fields, "before_id", Query.NO_BEFORE_ID));
  }

  private static int records(RequestFields fields, String name, int byDefault) throws BadRequest {
    return fields.has(name) ? (int) fields.whole(name, 1, Query.MAX_RECORDS) : byDefault;
  }

  private static long optional(RequestFields fields, String name, long byDefault)
      throws BadRequest {
    return fields.has(name) ? fields.whole(name, 0, Long.MAX_VALUE) : byDefault;
  }

  private static Set<String> inOrder(String... names) {
    return new LinkedHashSet<>(List.of(names));
  }

  static byte[] write(Query query) {
    StringWriter text = new StringWriter();
    try (JsonWriter out = new JsonWriter(text)) {
      out.beginObject().name("query");
      switch (query) {
        case Query.Info ignored -> out.value("info");
        case Query.Latest latest -> {
          out.value("latest").name("count").value(latest.count());
          beforeId(out, latest.beforeId());
        }
        case Query.NewerThan newer ->
            out.value("newer_than").name("id").value(newer.id()).name("limit").value(newer.limit());
        case Query.Window window -> {
          out.value("window").name("from_ms").value(window.fromMillis());
          out.name("to_ms").value(window.toMillis()).name("limit").value(window.limit());
          beforeId(out, window.beforeId());
        }
      }
      out.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void beforeId(JsonWriter out, long beforeId) throws IOException {
    if (beforeId != Query.NO_BEFORE_ID) {
      out.name("before_id").value(beforeId);
    }
  }
}
