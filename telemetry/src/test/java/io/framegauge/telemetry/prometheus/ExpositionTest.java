package io.framegauge.telemetry.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.counter.FamilyEntry;
import io.framegauge.telemetry.counter.SeriesDirectory;
import io.framegauge.telemetry.metrics.CounterFamily;
import io.framegauge.telemetry.metrics.ExtraLabels;
import io.framegauge.telemetry.metrics.GaugeFamily;
import io.framegauge.telemetry.record.Metric;
import io.framegauge.telemetry.record.SeriesKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionTest {
  private static final String EXTRA = "site=\"north\"";
  private static final String ZONE = "zone=\"a \\\"b\\\"\\\\\"";
  private static final String COMMON = "pipeline_name=\"city-traffic\"";

  private static final Pattern LABEL = Pattern.compile("[{,]([a-z_]+)=\"");

  private final PopulatedPipeline pipeline = new PopulatedPipeline();
  private final Exposition exposition = pipeline.exposition();

  @ParameterizedTest
  @EnumSource(Metric.class)
  void shouldExposeEveryMetric(Metric metric) {
    exposition.scrape(Format.TEXT); // so that there is a last scrape

    List<String> lines = lines();

    assertThat(lines).contains("# HELP " + metric.exposedName() + " " + metric.help());
    assertThat(lines)
        .filteredOn(line -> line.startsWith(metric.exposedName()) && !line.startsWith("#"))
        .isNotEmpty()
        .allMatch(line -> line.contains(COMMON) && line.contains(EXTRA) && line.contains(ZONE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frame_counter_total{C,record_type=\"frame\",X} 9.0",
        "frame_counter_total{C,record_type=\"initial\",X} 0.0",
        "frame_counter_total{C,record_type=\"timestamp\",X} 7.0",
        "object_counter_total{C,record_type=\"frame\",X} 18.0",
        "stage_queue_length{C,record_type=\"frame\",S,stage_name=\"queue\",Z} 2.0",
        "stage_frame_counter_total{C,record_type=\"frame\",S,stage_name=\"sink\",Z} 9.0",
        "framegauge_stage_buffers_total{C,S,stage_name=\"src\",Z} 10.0",
        "framegauge_stage_frames_total{C,S,stage_name=\"sink\",Z} 9.0",
        "framegauge_stage_bytes_total{C,S,stage_name=\"queue\",Z} 1000.0",
        "framegauge_stage_batches_total{C,S,stage_name=\"sink\",Z} 1.0",
        "framegauge_stage_keyframes_total{C,S,stage_name=\"decode\",Z} 1.0",
        "framegauge_stage_drops_total{C,reason=\"plugin\",S,stage_name=\"tracker\",Z} 1.0",
        "framegauge_stage_drops_total{C,reason=\"error\",S,stage_name=\"tracker\",Z} 0.0",
        "framegauge_stage_latency_seconds_bucket{C,S,stage_name=\"tracker\",Z,le=\"0.0025\"} 0",
        "framegauge_stage_latency_seconds_bucket{C,S,stage_name=\"tracker\",Z,le=\"0.005\"} 9",
        "framegauge_stage_latency_seconds_bucket{C,S,stage_name=\"tracker\",Z,le=\"+Inf\"} 9",
        "framegauge_stage_latency_seconds_count{C,S,stage_name=\"tracker\",Z} 9",
        "framegauge_stage_latency_seconds_sum{C,S,stage_name=\"tracker\",Z} 0.027",
        "framegauge_stage_latency_buffers_total{C,result=\"matched\",S,stage_name=\"tracker\",Z} 9.0",
        "framegauge_pipeline_latency_seconds_bucket{C,sink_stage_name=\"sink\",S,Z,le=\"0.0025\"} 0",
        "framegauge_pipeline_latency_seconds_bucket{C,sink_stage_name=\"sink\",S,Z,le=\"0.005\"} 9",
        "framegauge_pipeline_latency_seconds_sum{C,sink_stage_name=\"sink\",S,Z} 0.027",
        "framegauge_pipeline_latency_buffers_total{C,result=\"matched\",sink_stage_name=\"sink\",S,Z} 9.0",
        "framegauge_pipeline_latency_buffers_total{C,result=\"unknown\",sink_stage_name=\"sink\",S,Z} 0.0",
        "framegauge_stage_last_buffer_age_seconds{C,S,stage_name=\"queue\",Z} 2.0",
        "framegauge_queue_level_seconds{C,S,stage_name=\"queue\",Z} 0.12",
        "framegauge_queue_level_min_buffers{C,S,stage_name=\"queue\",Z} 3.0",
        "framegauge_queue_level_max_buffers{C,S,stage_name=\"queue\",Z} 3.0",
        "framegauge_queue_pad_level_buffers{pad_name=\"src_0\",C,S,stage_name=\"queue\",Z} 2.0",
        "framegauge_queue_limit_buffers{C,S,stage_name=\"queue\",Z} 30.0",
        "framegauge_pipeline_state{C,S,Z,framegauge_pipeline_state=\"running\"} 1",
        "framegauge_pipeline_state{C,S,Z,framegauge_pipeline_state=\"failed\"} 0",
        "framegauge_pipeline_messages_total{C,S,type=\"eos\",Z} 1.0",
        "framegauge_pipeline_errors_total{code=\"7\",domain=\"gst-stream-error-quark\",C,S,stage_name=\"decode\",Z} 2.0",
        "framegauge_pipeline_warnings_total{code=\"5\",domain=\"gst-resource-error-quark\",C,S,stage_name=\"src\",Z} 3.0",
        "framegauge_pipeline_state_seconds_total{C,S,state=\"playing\",Z} 2.5",
        "framegauge_stage_stalled{C,S,stage_name=\"queue\",Z} 1.0",
        "framegauge_plugin_blocked{C,S,stage_name=\"tracker\",Z} 1.0",
        "framegauge_stage_objects_total{object_label=\"person\",C,S,stage_name=\"tracker\",Z} 4.0",
        "framegauge_stage_info{caps=\"video/x-h264\",factory=\"avdec\",C,S,stage_name=\"decode\",Z} 1",
        "framegauge_series_refused_total{family=\"stages\",C,S,Z} 0.0",
        "framegauge_series_refused_total{family=\"frames_per_source\",C,S,Z} 0.0",
        "frames_per_source_total{S,source_id=\"camera \\\"1\\\"\\n\",Z} 10.0",
        "queue_bytes{S,Z} -0.5",
        "stay_seconds_bucket{S,source_id=\"a\",Z,le=\"0.5\"} 1",
        "stay_seconds_bucket{S,source_id=\"a\",Z,le=\"1.0\"} 2",
        "stay_seconds_bucket{S,source_id=\"a\",Z,le=\"+Inf\"} 3",
        "stay_seconds_count{S,source_id=\"a\",Z} 3",
        "stay_seconds_sum{S,source_id=\"a\",Z} 8.25",
        "model_info{S,version=\"v1 \\\"b\\\"\",Z} 1",
        "engine_status{S,Z,engine_status=\"PAUSED\"} 0",
        "engine_status{S,Z,engine_status=\"RUNNING\"} 1",
      })
  void shouldExposeTheValue(String line) {
    String whole =
        line.replace(",X}", "," + EXTRA + "," + ZONE + "}")
            .replace("{C,", "{" + COMMON + ",")
            .replace(",C,", "," + COMMON + ",")
            .replace(",S,", "," + EXTRA + ",")
            .replace("{S,", "{" + EXTRA + ",")
            .replace(",Z", "," + ZONE);

    assertThat(lines()).contains(whole);
  }

  @Test
  void shouldExposeLatenciesOfRecordsInMicroseconds() {
    String labels =
        "{destination_stage_name=\"sink\","
            + COMMON
            + ",record_type=\"frame\","
            + EXTRA
            + ",source_stage_name=\"tracker\","
            + ZONE
            + "} ";

    assertThat(lines())
        .contains(
            "stage_min_latency" + labels + "3000.0",
            "stage_max_latency" + labels + "3000.0",
            "stage_avg_latency" + labels + "3000.0",
            "stage_latency_samples" + labels + "9.0");
  }

  @Test
  void shouldLeaveOutWhatIsNotKnown() {
    assertThat(lines())
        .noneMatch(line -> line.startsWith("stage_queue_length") && line.contains("\"decode\""))
        .noneMatch(line -> line.startsWith("framegauge_queue_level") && line.contains("\"sink\""))
        .noneMatch(line -> line.startsWith("framegauge_stage_keyframes") && line.contains("sink"))
        .noneMatch(line -> line.startsWith("framegauge_stage_drops") && line.contains("queue"));
  }

  @Test
  void shouldAddExtraLabelsToTheMetricsOfTheJvm() {
    assertThat(lines())
        .filteredOn(line -> line.startsWith("jvm_") || line.startsWith("process_"))
        .hasSizeGreaterThan(20)
        .allMatch(line -> line.contains(EXTRA) && line.contains(ZONE));
  }

  @Test
  void shouldRefuseExtraLabelsThatMetricsOfTheJvmHave() {
    Set<String> names =
        lines().stream()
            .filter(line -> line.startsWith("jvm_") || line.startsWith("process_"))
            .flatMap(line -> LABEL.matcher(line).results().map(found -> found.group(1)))
            .filter(name -> !pipeline.extraLabels.labels().containsKey(name))
            .collect(Collectors.toSet());

    assertThat(names).contains("pool", "gc", "state");
    assertThat(names).allMatch(name -> !ExtraLabels.problems(Map.of(name, "x")).isEmpty());
  }

  @Test
  void shouldTellSinceWhenUsersCountersCount() {
    List<String> lines = new String(exposition.scrape(Format.OPEN_METRICS), UTF_8).lines().toList();

    assertThat(lines)
        .filteredOn(line -> line.contains("_created"))
        .hasSize(2)
        .anyMatch(line -> line.startsWith("frames_per_source_created{"))
        .anyMatch(line -> line.startsWith("stay_seconds_created{"));
    assertThat(lines()).noneMatch(line -> line.contains("_created"));
  }

  @Test
  void shouldRoundCountsAboveTwoToTheFiftyThird() {
    var counter = pipeline.families.counterFamily("large", "Large", "").labels();
    counter.set((1L << 53) + 1);
    assertThat(lines()).contains("large_total{" + EXTRA + "," + ZONE + "} 9.007199254740992E15");

    counter.set(Long.MAX_VALUE);
    counter.inc(Long.MAX_VALUE);
    assertThat(lines()).contains("large_total{" + EXTRA + "," + ZONE + "} 1.8446744073709552E19");
  }

  @Test
  void shouldAnswerTheRestWhenAPartFails() {
    Exposition broken =
        pipeline.exposition(
            new StubHistory() {
              @Override
              public void asked() {
                throw new IllegalStateException("no history today");
              }
            });

    List<String> lines = new String(broken.scrape(Format.TEXT), UTF_8).lines().toList();

    assertThat(lines)
        .noneMatch(line -> line.startsWith("frame_counter_total"))
        .anyMatch(line -> line.startsWith("framegauge_stage_buffers_total"))
        .contains(
            "framegauge_scrape_failures_total{" + COMMON + "," + EXTRA + "," + ZONE + "} 1.0");
  }

  @Test
  void shouldNotLetAFamilyTakeTheNameOfABuiltInMetric() {
    SeriesDirectory memory = pipeline.counters.series();
    int family =
        memory
            .family(
                new FamilyEntry(
                    SeriesKind.GAUGE,
                    "stage_min_latency",
                    "x",
                    "",
                    List.of(),
                    List.of(),
                    List.of()))
            .orElseThrow();
    memory.series(family, List.of()).orElseThrow().getAndSet(1);

    assertThat(lines())
        .contains("# HELP stage_min_latency " + Metric.STAGE_MIN_LATENCY.help())
        .anyMatch(line -> line.startsWith("stage_min_latency{destination_stage_name="))
        .contains(
            "framegauge_scrape_failures_total{" + COMMON + "," + EXTRA + "," + ZONE + "} 1.0");
  }

  /// What is asked for by name is written by the library alone.
  @ParameterizedTest
  @EnumSource(names = {"TEXT", "OPEN_METRICS"})
  void shouldWriteFamiliesAsTheLibraryDoes(Format format) {
    CounterFamily counts = pipeline.families.counterFamily("odd", "O\n\\d\"d", "", "a", "z");
    counts.inc(9_999_999, "b", "1");
    counts.inc(10_000_000, "a\n\\\"", "2");
    counts.inc(120_000_000_007L, "a", "3 4");
    GaugeFamily levels = pipeline.families.gaugeFamily("odd_level", "", "bytes", "a");
    double[] values = {-0.0, 0, -3, 1e7, -1.25e10, 0.1, 1e300, Double.NaN, 1 / 0.0, -1 / 0.0};
    for (double value : values) {
      levels.set(value, "x" + value);
    }
    pipeline.families.gaugeFamily("odd_none", "", "", "a");
    assertSameAsTheLibrary(format);
    assertSameAsTheLibrary(format);

    counts.inc(5, "a", "0");
    counts.inc(1, "b", "1");
    levels.delete("x0.1");
    assertSameAsTheLibrary(format);
    levels.set(7, "x0.1");
    counts.delete("b", "1");
    pipeline.families.reset();
    assertSameAsTheLibrary(format);

    pipeline.families.delete("odd");
    pipeline.families.gaugeFamily("odd", "Now", "", "b").set(1, "c");
    assertSameAsTheLibrary(format);
  }

  private void assertSameAsTheLibrary(Format format) {
    String ending = format == Format.OPEN_METRICS ? "# EOF\n" : "";
    String ours = text(new ScrapeRequest(format));
    assertThat(ours).endsWith("\n" + ending);
    for (String name : List.of("odd", "odd_level_bytes", "odd_none", "frames_per_source")) {
      String library = text(new ScrapeRequest(format, "", Set.of(name)));
      assertThat(library).endsWith(ending);
      assertThat(ours).contains(library.substring(0, library.length() - ending.length()));
    }
    assertThat(ours)
        .contains("\nodd")
        .contains("odd_level_bytes")
        .doesNotContain("# TYPE odd_none");
  }

  private String text(ScrapeRequest request) {
    return new String(exposition.scrape(request), UTF_8);
  }

  private List<String> lines() {
    return new String(exposition.scrape(Format.TEXT), UTF_8).lines().toList();
  }
}
