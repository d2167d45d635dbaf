package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real Prometheus server scrapes a running module, and the reference's dashboard gets its data.
/// What is asked and how comes from the reference's `performance_metrics.json`.
final class PrometheusServerIT {
  private static final double TOLERANCE = 0.5;

  @TempDir private static Path folder;
  private static Product product;
  private static PrometheusServer server;
  private static PrometheusServer withNativeHistograms;

  @BeforeAll
  static void start() {
    product =
        Product.Start.in(folder)
            .with("METRICS_EXTRA_LABELS", "{\"module_stage\": \"tracker\"}")
            .run("run", LiveModule.write(folder));
    product.awaitState("running", Child.PATIENCE);
    server = PrometheusServer.start(folder, product.ports());
    withNativeHistograms =
        PrometheusServer.start(folder, product.ports(), "--enable-feature=native-histograms");
  }

  @AfterAll
  static void stop() {
    withNativeHistograms.close();
    server.close();
    product.close();
  }

  @Test
  void shouldBeScrapedWithoutAComplaint() {
    server.await("up", 1, 1);
    server.await("scrape_samples_scraped", 200, 2_000);
    server.await("scrape_samples_scraped - scrape_samples_post_metric_relabeling", 0, 0);
  }

  @Test
  void shouldAnswerTheFpsPanel() {
    awaitRate("frame_counter_total", LiveModule.FRAMES_PER_SECOND);
  }

  @Test
  void shouldAnswerTheOpsPanel() {
    awaitRate("object_counter_total", LiveModule.FRAMES_PER_SECOND * LiveModule.OBJECTS_PER_FRAME);
  }

  @Test
  void shouldAnswerTheQueueLengthPanel() {
    String expression =
        dashboard("stage_queue_length{instance=~\"$instance\", record_type=~\"$record_type\"}");
    Await.until(
        expression + " has the stages of the module",
        Child.PATIENCE,
        () ->
            server.query(expression).stream()
                .map(series -> label(series, "stage_name"))
                .toList()
                .containsAll(List.of("ingress", "slow")),
        () -> server.query(expression).toString());
  }

  @Test
  void shouldAnswerTheTotalsOfObjectsAndFrames() {
    String selected = "{instance=~\"$instance\", record_type=~\"$record_type\"}";
    server.await(dashboard("frame_counter_total" + selected), 20, 1e6);
    server.await(dashboard("object_counter_total" + selected), 40, 1e6);

    server.await(
        dashboard("object_counter_total" + selected + " / frame_counter_total" + selected),
        LiveModule.OBJECTS_PER_FRAME,
        LiveModule.OBJECTS_PER_FRAME);
  }

  @Test
  void shouldOfferTheVariablesOfTheDashboard() {
    server.await("count(frame_counter_total{record_type=\"timestamp\"})", 1, 1);

    JsonObject series = server.query("frame_counter_total{record_type=\"timestamp\"}").getFirst();
    assertThat(label(series, "instance")).isEqualTo("127.0.0.1:" + product.ports().web());
    assertThat(label(series, "module_stage")).isEqualTo("tracker");
    assertThat(label(series, "pipeline_name")).isEqualTo(LiveModule.NAME);
  }

  @Test
  void shouldGiveLiveCountersWithoutARecordType() {
    server.await(
        "rate(framegauge_stage_frames_total{stage_name=\"sink\"}[15s])",
        LiveModule.FRAMES_PER_SECOND * (1 - TOLERANCE),
        LiveModule.FRAMES_PER_SECOND * (1 + TOLERANCE));
  }

  @Test
  void shouldGiveQuantilesOfClassicHistograms() {
    server.await(
        "histogram_quantile(0.5,"
            + " rate(framegauge_stage_latency_seconds_bucket{stage_name=\"slow\"}[15s]))",
        LiveModule.SLOW_SECONDS,
        0.1);
  }

  @Test
  void shouldGiveQuantilesOfNativeHistograms() {
    withNativeHistograms.await(
        "histogram_quantile(0.5, rate(framegauge_stage_latency_seconds{stage_name=\"slow\"}[15s]))",
        LiveModule.SLOW_SECONDS * 0.9, // a bucket of the native form is that wide
        0.1);
  }

  private static void awaitRate(String counter, double expected) {
    server.await(
        dashboard(
            "irate(%s{instance=~\"$instance\", record_type=~\"$record_type\"}[$__interval])"
                .formatted(counter)),
        expected * (1 - TOLERANCE),
        expected * (1 + TOLERANCE));
  }

  /// A panel's expression with Grafana's variables put in.
  private static String dashboard(String expression) {
    return expression
        .replace("$instance", "127\\\\.0\\\\.0\\\\.1:" + product.ports().web())
        .replace("$record_type", "timestamp")
        .replace("$__interval", "15s");
  }

  private static String label(JsonObject series, String name) {
    return series.getAsJsonObject("metric").get(name).getAsString();
  }
}
