package io.framegauge.adapters.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The exporter beside a module whose values stand still: it tells what the module tells, read by
/// tools that are not ours.
final class ExporterIT {
  private static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0";
  private static final String TEXT = "text/plain";

  /// What each of the two processes tells of itself alone.
  private static final String OWN =
      "jvm_|process_|framegauge_scrape_|framegauge_exporter_|framegauge_up|framegauge_heartbeat_";

  private static final String MODULE =
      """
      name: city
      parameters:
        telemetry:
          metrics: {frame_period: 10, time_period: 0.5, extra_labels: {site: north}}
      pipeline:
        source:
          element: videotestsrc
          name: camera
          properties: {num-buffers: 60}
        elements:
          - {element: queue, name: ingress}
          - {element: javafunc, name: counter, class_name: Counting, source: Counting.java}
        sink: {element: fakesink, name: sink, properties: {sync: false}}
      """;

  private static final String PLUGIN =
      """
      import io.framegauge.pipeline.plugin.Frame;
      import io.framegauge.pipeline.plugin.Plugin;
      import io.framegauge.pipeline.plugin.PluginContext;
      import io.framegauge.telemetry.metrics.CounterFamily;
      import io.framegauge.telemetry.metrics.GaugeFamily;

      public final class Counting implements Plugin {
        private CounterFamily seen;
        private GaugeFamily load;

        @Override
        public void start(PluginContext context) {
          seen = context.families().counterFamily("frames_seen", "Frames that were seen.", "", "lane");
          load = context.families().gaugeFamily("load_ratio", "Load of a lane.", "ratio", "lane");
        }

        @Override
        public void frame(Frame frame) {
          frame.add("car", 0, 0, 8, 8);
          seen.labels("a\\"b\\\\c").inc();
          load.labels("left").set(0.25);
        }
      }
      """;

  @TempDir private static Path folder;
  private static Product module;
  private static Product exporter;

  @BeforeAll
  static void start() {
    Path file = folder.resolve("city.telemetry");
    Product.Start start = Product.Start.in(folder).with("TELEMETRY_FILE", file.toString());
    start.withFile("city.yml", MODULE).withFile("Counting.java", PLUGIN);
    module = start.run("run", "city.yml", "--keep-serving");
    module.awaitState("ended", Child.PATIENCE);
    exporter = export(Ports.free(), file);
    exporter.awaitServing();
  }

  private static Product export(Ports ports, Path file) {
    return Product.Start.in(folder)
        .with(ports)
        .run("exporter", "--observe", file.toString(), "--listen", listen(ports));
  }

  private static String listen(Ports ports) {
    return "127.0.0.1:" + ports.web();
  }

  @AfterAll
  static void stop() {
    exporter.close();
    module.close();
  }

  private static String scrape(Product product, String format) throws IOException {
    HttpResponse<byte[]> answer = Web.get(product.ports().page("/metrics"), "Accept", format);
    assertThat(answer.statusCode()).isEqualTo(200);
    return new String(answer.body(), UTF_8);
  }

  /// Everything but what is of the process itself; ages without their values, which go on.
  private static List<String> shared(String scrape) {
    return scrape
        .lines()
        .filter(line -> !line.matches("(# [A-Z]+ )?(" + OWN + ").*"))
        .map(
            line -> line.replaceFirst("^(framegauge_stage_last_buffer_age_seconds\\{.*}) .*", "$1"))
        .toList();
  }

  @Test
  void shouldTellWhatTheModuleTells() throws IOException {
    for (String format : List.of(TEXT, OPEN_METRICS)) {
      List<String> told = shared(scrape(exporter, format));

      assertThat(told).isEqualTo(shared(scrape(module, format)));
      assertThat(told)
          .contains(
              "frames_seen_total{lane=\"a\\\"b\\\\c\",site=\"north\"} 60.0",
              "load_ratio{lane=\"left\",site=\"north\"} 0.25",
              "# TYPE framegauge_stage_latency_seconds histogram")
          .anyMatch(line -> line.startsWith("frame_counter_total{") && line.endsWith(" 60.0"))
          .anyMatch(line ->
              line.startsWith("framegauge_stage_latency_seconds_bucket{") && line.endsWith(" 60"));
    }
  }

  @Test
  void shouldTellTheSameAges() {
    String age = "framegauge_stage_last_buffer_age_seconds";

    double before = module.scrape().value(age, "stage_name", "sink");
    double told = exporter.scrape().value(age, "stage_name", "sink");
    double after = module.scrape().value(age, "stage_name", "sink");

    assertThat(told).isBetween(before, after);
  }

  @Test
  void shouldTellOfItself() throws IOException {
    Samples samples = exporter.scrape();

    assertThat(samples.value("framegauge_up")).isEqualTo(1);
    assertThat(samples.value("framegauge_heartbeat_age_seconds")).isBetween(0.0, 2.0);
    assertThat(samples.series("framegauge_exporter_build_info"))
        .singleElement()
        .satisfies(build -> assertThat(build.labels()).containsOnlyKeys("version", "java_version"));
    assertThat(samples.value("framegauge_exporter_scrape_failures_total")).isZero();
    assertThat(samples.names()).contains("jvm_memory_used_bytes", "process_cpu_seconds_total");
    assertThat(scrape(exporter, OPEN_METRICS))
        .contains(
            "# TYPE framegauge_heartbeat_age_seconds gauge\n"
                + "# UNIT framegauge_heartbeat_age_seconds seconds\n"
                + "# HELP framegauge_heartbeat_age_seconds Time since the observed module's last sign"
                + " of life; absent before there was one.\n")
        .endsWith("# EOF\n");
  }

  @Test
  void shouldPassTheChecksOfOthers() throws IOException {
    Path scrape = Files.writeString(folder.resolve("scrape"), scrape(exporter, OPEN_METRICS));
    List<String> families = Python.linesOf(folder, "openmetrics.py", "", scrape.toString());
    assertThat(families)
        .contains(
            "gauge framegauge_up 1", "info framegauge_exporter_build 1", "counter frames_seen 2");

    String text = scrape(exporter, TEXT);
    try (Child promtool =
        Child.start(folder, Map.of(), List.of("promtool", "check", "metrics"), text)) {
      assertThat(promtool.exitCode()).isIn(0, 3);
      assertThat((promtool.out() + promtool.err()).lines())
          .allMatch(line ->
              line.endsWith("_counter_total metric name should not include type 'counter'"));
    }
  }

  @Test
  void shouldTellItsStatus() {
    assertThat(Web.json(exporter.ports().page("/status")).get("state").getAsString())
        .isEqualTo("ended");
    assertThat(Web.json(exporter.ports().page("/status")).get("frames").getAsInt()).isEqualTo(60);
    assertThat(Web.status(exporter.ports().page("/healthz"))).contains(200);
    assertThat(Web.status(exporter.ports().page("/readyz"))).contains(503);
  }

  @Test
  void shouldServeWithoutAFileAndWithAForeignOne() throws IOException {
    Ports ports = Ports.free();
    Path file = folder.resolve("later.telemetry");
    try (Product waiting = export(ports, file)) {
      waiting.awaitServing();
      Samples nothing = waiting.scrape();
      assertThat(nothing.value("framegauge_up")).isZero();
      assertThat(nothing.names()).doesNotContain("framegauge_heartbeat_age_seconds");
      assertThat(Web.status(ports.page("/readyz"))).contains(503);

      Files.writeString(file, "not telemetry at all\n".repeat(1000));
      assertThat(waiting.scrape().value("framegauge_up")).isZero();
      assertThat(waiting.scrape().value("framegauge_up")).isZero();

      Files.delete(file);
      Files.copy(folder.resolve("city.telemetry"), file);
      Await.until(
          "the run is there",
          Duration.ofSeconds(20),
          () -> waiting.scrape().names().contains("frames_seen_total"),
          waiting.process()::err);
      List<String> warnings =
          waiting.process().err().lines().filter(line -> line.contains("WARN")).toList();
      assertThat(warnings.getFirst())
          .endsWith("nothing can be observed: no such telemetry file: " + file);
      assertThat(warnings.get(1)).contains("nothing can be observed: ", file.toString());
      assertThat(warnings.stream().filter(line -> line.contains("nothing can be observed")))
          .hasSize(2);
      waiting.process().signal("TERM");
      assertThat(waiting.done().exitCode()).isZero();
    }
  }

  @Test
  void shouldRefuseAPortInUseAndMisuse() throws IOException {
    try (ServerSocket taken = Ports.bind(0)) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      Product.Done done =
          Product.Start.in(folder).toEnd("exporter", "--observe", "x", "--listen", address);
      assertThat(done.refusedWith(ExitCode.REFUSED))
          .containsExactly(
              "framegauge: port already in use: "
                  + address
                  + ". Stop the program that listens there, or choose another port with --listen (0"
                  + " takes any free port)");
    }
    Product.Done wrong =
        Product.Start.in(folder).toEnd("exporter", "--observe", "x", "--listen", "9975");
    assertThat(wrong.refusedWith(ExitCode.REFUSED).getFirst())
        .isEqualTo(
            "framegauge: Invalid value for option '--listen': must be HOST:PORT, such as"
                + " 127.0.0.1:9975: 9975");
  }
}
