package io.framegauge.telemetry.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// What each path answers. Any thread.
final class Pages {
  static final String METRICS = "/metrics";

  /// Every path there is.
  static final List<String> PATHS = List.of("/", METRICS, "/status", "/healthz", "/readyz");

  /// More scrapes than this at once are refused: each needs memory for its whole answer.
  private static final int SCRAPES_AT_ONCE = 8;

  private final Semaphore scrapes = new Semaphore(SCRAPES_AT_ONCE);
  private final StatusSource status;
  private final Scraped exposition;

  Pages(StatusSource status, Scraped exposition) {
    this.status = status;
    this.exposition = exposition;
  }

  /// @param path one of [#PATHS]
  Reply answer(String path, HttpExchange exchange) {
    return switch (path) {
      case METRICS -> metrics(exchange);
      case "/status" -> status();
      case "/healthz" -> Reply.text(200, "ok");
      case "/readyz" -> ready();
      default -> Reply.text(200, "Framegauge\n\n" + String.join("\n", PATHS));
    };
  }

  private Reply metrics(HttpExchange exchange) {
    if (!scrapes.tryAcquire()) {
      return Reply.text(
          503, "too many scrapes at once: limit=" + SCRAPES_AT_ONCE, Map.of("Retry-After", "1"));
    }
    try {
      Headers asked = exchange.getRequestHeaders();
      ScrapeRequest request =
          Negotiation.accept(
              joined(asked, "Accept"), names(exchange.getRequestURI().getRawQuery()));
      byte[] body = exposition.scrape(request);
      Map<String, String> headers = new HashMap<>();
      headers.put("Vary", "Accept, Accept-Encoding");
      if (Negotiation.gzip(joined(asked, "Accept-Encoding"))) {
        headers.put("Content-Encoding", "gzip");
        body = gzipped(body);
      }
      return new Reply(200, request.contentType(), body, headers);
    } finally {
      scrapes.release();
    }
  }

  /// Ready means that frames may flow and figures may move: before and after that it is 503 and the
  /// name of the state, and while stages are stalled their names too.
  private Reply ready() {
    try {
      Status now = status.status();
      return Reply.text(now.ready() ? 200 : 503, now.readiness());
    } catch (NoModuleException e) {
      return Reply.text(503, String.valueOf(e.getMessage()));
    }
  }

  private Reply status() {
    try {
      return json(200, status.status().json());
    } catch (NoModuleException e) {
      JsonObject why = new JsonObject();
      why.addProperty("error", String.valueOf(e.getMessage()));
      return json(503, why.toString());
    }
  }

  private static Reply json(int code, String json) {
    return new Reply(code, "application/json", (json + "\n").getBytes(UTF_8), Map.of());
  }

  private static Set<String> names(@Nullable String query) {
    return query == null
        ? Set.of()
        : Stream.of(query.split("&", -1))
            .map(pair -> pair.split("=", 2))
            .filter(pair -> pair.length == 2 && decoded(pair[0]).equals("name[]"))
            .map(pair -> decoded(pair[1]))
            .collect(Collectors.toSet());
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static String joined(Headers headers, String name) {
    List<String> values = headers.get(name);
    return values == null ? "" : String.join(",", values);
  }

  private static byte[] gzipped(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }
}
