package io.framegauge.adapters.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// A real Prometheus server that scrapes a product every second.
final class PrometheusServer implements AutoCloseable {
  /// The longest range that is asked for, and again as much.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Child child;
  private final int port;
  private boolean ready;

  private PrometheusServer(Child child, int port) {
    this.child = child;
    this.port = port;
  }

  /// @param options more of its command line
  static PrometheusServer start(Path folder, Ports target, String... options) {
    Path config = folder.resolve("prometheus-" + target.web() + ".yml");
    try {
      Files.writeString(
          config,
          """
          global: {scrape_interval: 1s, scrape_timeout: 1s}
          scrape_configs:
            - job_name: module
              static_configs: [{targets: ["127.0.0.1:%d"]}]
          """
              .formatted(target.web()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return start(folder, config, options);
  }

  /// @param config its configuration
  static PrometheusServer start(Path folder, Path config, String... options) {
    int port = Ports.free().web();
    List<String> command = new ArrayList<>(List.of("prometheus"));
    command.add("--config.file=" + config);
    command.add("--storage.tsdb.path=" + folder.resolve("storage-" + port));
    command.add("--web.listen-address=127.0.0.1:" + port);
    command.add("--log.level=warn");
    command.addAll(List.of(options));
    return new PrometheusServer(Child.start(folder, Map.of(), command), port);
  }

  /// The series and values that an expression has now; empty while there are none.
  List<JsonObject> query(String expression) {
    String asked = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    if (!ready) {
      ready = Web.status(page("/-/ready")).equals(Optional.of(200));
      if (!ready) {
        return List.of(); // it does not listen, or has not opened its storage
      }
    }
    URI page = page("/api/v1/query?query=" + asked);
    JsonArray result = Web.json(page).getAsJsonObject("data").getAsJsonArray("result");
    return StreamSupport.stream(result.spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private URI page(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /// The value of an expression that has one series.
  Optional<Double> value(String expression) {
    List<JsonObject> series = query(expression);
    return series.size() == 1
        ? Optional.of(series.getFirst().getAsJsonArray("value").get(1).getAsDouble())
        : Optional.empty();
  }

  /// Waits until an expression has one series, with a value in a range.
  void await(String expression, double from, double to) {
    Await.until(
        "%s is from %s to %s".formatted(expression, from, to),
        PATIENCE,
        () -> value(expression).filter(value -> value >= from && value <= to).isPresent(),
        () -> query(expression) + "\n" + query("up") + "\n" + child);
  }

  @Override
  public void close() {
    child.close();
  }
}
