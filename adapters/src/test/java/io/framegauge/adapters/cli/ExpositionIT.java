package io.framegauge.adapters.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.Metric;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the HTTP server tells of the run over the whole video, read by tools that are not ours.
final class ExpositionIT {
  /// There is no encoded video between the sample's stages.
  private static final Set<Metric> NOT_IN_THE_SAMPLE =
      EnumSet.of(
          Metric.STAGE_KEYFRAMES,
          Metric.QUEUE_PAD_LEVEL_BUFFERS, // of a multiqueue
          Metric.QUEUE_PAD_LEVEL_BYTES,
          Metric.QUEUE_PAD_LEVEL_SECONDS,
          Metric.PIPELINE_ERRORS,
          Metric.PIPELINE_WARNINGS,
          Metric.PLUGIN_OVER_BUDGET, // its plugins have none
          Metric.PLUGIN_SKIPPED_FRAMES, // and see each frame on its way
          Metric.COLLECTOR_FAILURES);

  private static FullRun run;

  @TempDir private Path folder;

  @BeforeAll
  static void play() {
    run = FullRun.get();
  }

  @Test
  void shouldDrawFromPromtoolOnlyTheRemarkThatIsAccepted() throws IOException {
    String text = run.body(FullRun.TEXT);
    List<String> remarks;
    try (Child promtool =
        Child.start(folder, Map.of(), List.of("promtool", "check", "metrics"), text)) {
      assertThat(promtool.exitCode()).as("0: fine, 3: remarks, else unreadable").isIn(0, 3);
      remarks = (promtool.out() + promtool.err()).lines().toList();
    }

    assertThat(remarks)
        .hasSize(5)
        .allMatch(line ->
            line.matches(
                "((stage_)?(frame|object)|stage_batch)_counter_total"
                    + " metric name should not include type 'counter'"));
  }

  @Test
  void shouldBeReadByAStrictOpenMetricsParser() throws IOException {
    Path file = Files.write(folder.resolve("metrics.txt"), run.scrape(FullRun.OPEN_METRICS).body());

    List<String> families = Python.linesOf(folder, "openmetrics.py", "", file.toString());

    assertThat(families)
        .contains(
            "counter frame_counter 3",
            "counter framegauge_stage_objects 3",
            "stateset framegauge_pipeline_state 5",
            "info framegauge_build 1",
            "counter frames_per_source 2",
            "gauge total_queue_length 1")
        .anyMatch(family -> family.startsWith("histogram framegauge_stage_latency_seconds "))
        .anyMatch(family -> family.startsWith("gauge jvm_memory_used_bytes "));
    assertThat(run.body(FullRun.OPEN_METRICS)).endsWith("# EOF\n");
  }

  @Test
  void shouldAnswerEachFormatWithItsContentType() {
    assertThat(contentType(FullRun.TEXT)).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(contentType(FullRun.OPEN_METRICS))
        .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(contentType(FullRun.PROTOBUF)).isEqualTo(FullRun.PROTOBUF);
  }

  @Test
  void shouldWriteEachFamilyAsOneDelimitedMessageOfTheProtobufFormat() {
    byte[] body = run.scrape(FullRun.PROTOBUF).body();

    List<String> names = Protobuf.familyNames(body);

    assertThat(names)
        .doesNotHaveDuplicates()
        .contains("frame_counter_total", "jvm_memory_used_bytes");
    assertThat(Set.copyOf(names)).isEqualTo(families(run.body(FullRun.TEXT)));
  }

  @Test
  void shouldCompressOnRequest() throws IOException {
    HttpResponse<byte[]> response = run.scrape(FullRun.GZIP);
    assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
    String text;
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      text = new String(in.readAllBytes(), UTF_8);
    }

    assertThat(response.body().length).isLessThan(text.length() / 4);
    assertThat(Samples.of(text).names()).isEqualTo(run.samples().names());
  }

  @Test
  void shouldExposeEveryMetricThatIsMeasured() {
    Set<String> names = run.samples().names();

    assertThat(EnumSet.complementOf(EnumSet.copyOf(NOT_IN_THE_SAMPLE)))
        .allSatisfy(metric ->
            assertThat(names)
                .as(metric.name())
                .contains(
                    metric.type() == Metric.Type.HISTOGRAM
                        ? metric.exposedName() + "_bucket"
                        : metric.exposedName()));
    assertThat(names)
        .contains("jvm_memory_used_bytes", "jvm_threads_current", "process_cpu_seconds_total");
  }

  @Test
  void shouldPutTheExtraLabelsOnEverySeries() {
    assertThat(run.samples().samples())
        .allSatisfy(sample ->
            assertThat(sample.labels())
                .as(sample.name())
                .containsEntry("site", "north")
                .containsEntry("line", "a \\\"b\\\" \\\\ c"));
  }

  @Test
  void shouldPutTheLabelsOfTheContractOnEachMetricAndNoOther() {
    assertThat(Metric.values())
        .allSatisfy(metric -> {
          Set<String> wanted = metric.labelNames().stream().collect(Collectors.toSet());
          wanted.addAll(Set.of(Metric.PIPELINE_NAME, "site", "line"));
          assertThat(run.samples().series(metric.exposedName()))
              .allSatisfy(sample ->
                  assertThat(sample.labels().keySet()).as(sample.name()).isEqualTo(wanted));
        });
    assertThat(run.samples().series("frame_counter_total"))
        .allSatisfy(
            sample -> assertThat(sample.labels()).containsEntry("pipeline_name", FullRun.NAME));
  }

  @Test
  void shouldTellTheStateAndLetAgesGrowAfterTheEndOfStream() {
    String age = "framegauge_stage_last_buffer_age_seconds";
    Samples at = run.samples();

    assertThat(at.value("framegauge_pipeline_state", "framegauge_pipeline_state", "ended"))
        .isEqualTo(1);
    assertThat(at.value("framegauge_pipeline_state", "framegauge_pipeline_state", "running"))
        .isZero();
    assertThat(run.later().value(age, "stage_name", "sink"))
        .isGreaterThan(at.value(age, "stage_name", "sink"));
    assertThat(run.status().get("state").getAsString()).isEqualTo("ended");
    assertThat(run.status().get("pipeline_name").getAsString()).isEqualTo(FullRun.NAME);
  }

  @Test
  void shouldBeReadyOnlyWhileFramesMayFlow() {
    assertThat(run.whileRunning())
        .isEqualTo(
            Map.of(
                "/metrics",
                200,
                "/status",
                200,
                "/healthz",
                200,
                "/readyz",
                200,
                "/metricsfoo",
                404));
    assertThat(run.afterwards())
        .isEqualTo(
            Map.of(
                "/metrics",
                200,
                "/status",
                200,
                "/healthz",
                200,
                "/readyz",
                503,
                "/metricsfoo",
                404));
  }

  private static String contentType(String format) {
    return run.scrape(format).headers().firstValue("Content-Type").orElse("none");
  }

  private static Set<String> families(String text) {
    return text.lines()
        .filter(line -> line.startsWith("# TYPE "))
        .map(line -> line.split(" ", -1)[2])
        .collect(Collectors.toSet());
  }
}
