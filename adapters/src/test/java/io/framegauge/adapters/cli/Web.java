package io.framegauge.adapters.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// An HTTP client from outside.
final class Web {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private Web() {}

  /// GET with headers, given as name and value in turn.
  static HttpResponse<byte[]> get(URI page, String... headers) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(20));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The text of a page that answers 200.
  static String text(URI page) {
    try {
      HttpResponse<byte[]> response = get(page);
      String body = new String(response.body(), StandardCharsets.UTF_8);
      if (response.statusCode() != 200) {
        throw new AssertionError(page + " answers " + response.statusCode() + ": " + body);
      }
      return body;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonObject json(URI page) {
    return JsonParser.parseString(text(page)).getAsJsonObject();
  }

  /// The status of a page; empty when nobody listens there.
  static Optional<Integer> status(URI page) {
    try {
      return Optional.of(get(page).statusCode());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
