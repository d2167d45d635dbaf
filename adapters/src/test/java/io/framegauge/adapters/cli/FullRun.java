package io.framegauge.adapters.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The sample over the whole video, once for all tests that look at it: with a subscriber and a
/// reader of the history in Python, and with scrapes while it runs and after the end of stream.
///
/// @param done what the process left when it was asked to stop while it went on serving
/// @param whileRunning statuses of pages in the middle of the run
/// @param afterwards statuses of the same pages after the end of stream
/// @param status the page `/status` after the end of stream
/// @param scrapes answers of `/metrics` after the end of stream by their `Accept` header
/// @param later one more scrape, a moment after those
/// @param pages what the reader got, one `newer_than` after the other, while it ran
/// @param stream topic and JSON of what the subscriber got
/// @param objects on the first n frames of the video, counted without the product
record FullRun(
    Product.Done done,
    Map<String, Integer> whileRunning,
    Map<String, Integer> afterwards,
    JsonObject status,
    Map<String, HttpResponse<byte[]>> scrapes,
    Samples later,
    List<JsonObject> pages,
    List<String> stream,
    List<Long> objects) {
  static final String NAME = "pass-through-processing";
  static final int FRAME_PERIOD = 20;
  static final List<String> STAGES =
      List.of("city-traffic", "ingress", "convert", "rgb", "detector", "tracker", "draw", "sink");
  static final String EXTRA_LABELS = "{\"site\": \"north\", \"line\": \"a \\\"b\\\" \\\\ c\"}";

  static final String TEXT = "text/plain";
  static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";
  static final String PROTOBUF =
      "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited";
  static final String GZIP = "gzip";

  private static final int COUNTED_FRAMES = Product.LONG ? Product.VIDEO_FRAMES : 120;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final List<String> PAGES =
      List.of("/metrics", "/status", "/healthz", "/readyz", "/metricsfoo");
  private static Optional<FullRun> only = Optional.empty();

  /// The run; made when it is first asked for.
  static synchronized FullRun get() {
    if (only.isEmpty()) {
      only = Optional.of(made());
    }
    return only.get();
  }

  private static FullRun made() {
    Ports ports = Ports.free();
    Path folder = folder();
    Product.Start start =
        new Product.Start(folder, ports)
            .with("METRICS_FRAME_PERIOD", Integer.toString(FRAME_PERIOD))
            .with("METRICS_HISTORY", "1000")
            .with("METRICS_EXTRA_LABELS", EXTRA_LABELS);
    try (Child subscriber = Python.start(folder, "subscribe.py", "", ports.streamEndpoint(), NAME);
        Product product =
            start.run(
                "run",
                Product.HOME.resolve("samples/pass_through_processing/module.yml").toString(),
                "--keep-serving");
        Detection detection = Detection.start(folder, COUNTED_FRAMES)) {
      product.awaitState("running", Child.PATIENCE);
      try (Child reader = Python.start(folder, "follow.py", "", ports.endpoint(), "7")) {
        Map<String, Integer> whileRunning = statuses(ports);
        product.awaitState("ended", PATIENCE);
        return finish(product, whileRunning, reader, subscriber, detection);
      }
    }
  }

  private static FullRun finish(
      Product product,
      Map<String, Integer> whileRunning,
      Child reader,
      Child subscriber,
      Detection detection) {
    Ports ports = product.ports();
    Map<String, Integer> afterwards = statuses(ports);
    JsonObject status = Web.json(ports.page("/status"));
    Map<String, HttpResponse<byte[]>> scrapes = scrapes(ports);
    reader.exitCode();
    List<JsonObject> pages =
        reader.outLines().stream()
            .map(line -> JsonParser.parseString(line).getAsJsonObject())
            .toList();
    Samples later = product.scrape();
    product.process().signal("INT");
    Product.Done done = product.done();
    return new FullRun(
        done,
        whileRunning,
        afterwards,
        status,
        scrapes,
        later,
        pages,
        subscriber.outLines().stream().skip(1).toList(),
        detection.objectsUpToFrame());
  }

  private static Map<String, Integer> statuses(Ports ports) {
    Map<String, Integer> statuses = new TreeMap<>();
    PAGES.forEach(page -> statuses.put(page, Web.status(ports.page(page)).orElse(-1)));
    return statuses;
  }

  private static Map<String, HttpResponse<byte[]>> scrapes(Ports ports) {
    try {
      return Map.of(
          TEXT, Web.get(Samples.page(ports)),
          OPEN_METRICS, Web.get(Samples.page(ports), "Accept", OPEN_METRICS),
          PROTOBUF, Web.get(Samples.page(ports), "Accept", PROTOBUF),
          GZIP, Web.get(Samples.page(ports), "Accept-Encoding", "gzip"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory(
          Files.createDirectories(Product.HOME.resolve("adapters/target")), "full-run-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All records, as the reader got them.
  List<Record> records() {
    return pages.stream().flatMap(page -> Record.of(page).stream()).toList();
  }

  List<Record> records(String type) {
    return records().stream().filter(each -> each.isOf(type)).toList();
  }

  /// The text format after the end of stream.
  Samples samples() {
    return Samples.of(body(TEXT));
  }

  /// The answer to a scrape that asked for a format.
  HttpResponse<byte[]> scrape(String format) {
    return Optional.ofNullable(scrapes.get(format)).orElseThrow();
  }

  String body(String format) {
    return new String(scrape(format).body(), StandardCharsets.UTF_8);
  }
}
