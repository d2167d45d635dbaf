package io.framegauge.telemetry.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the tools of others say: `promtool` (Debian package prometheus) and the strict parser of
/// `python3-prometheus-client`.
class ExternalParsersTest {
  /// The names are those of the reference system; this one remark is accepted, for these names.
  private static final List<String> ACCEPTED =
      Stream.of(
              "frame_counter_total",
              "object_counter_total",
              "stage_batch_counter_total",
              "stage_frame_counter_total",
              "stage_object_counter_total")
          .map(name -> name + " metric name should not include type 'counter'")
          .toList();

  private static final String STRICT_PARSER =
      """
      import sys
      from prometheus_client.openmetrics.parser import text_string_to_metric_families
      text = sys.stdin.buffer.read().decode('utf-8')
      for family in text_string_to_metric_families(text):
          print(family.name, family.type, family.unit, len(family.samples))
          for sample in family.samples:
              if 'source_id' in sample.labels:
                  print(repr(sample.labels['source_id']), sample.value)
      """;

  @TempDir Path folder;

  private final Exposition exposition = new PopulatedPipeline().exposition();

  @Test
  void shouldHavePromtoolSayNothingButTheAcceptedRemark() throws Exception {
    exposition.scrape(Format.TEXT);

    Told told = tell(exposition.scrape(Format.TEXT), "promtool", "check", "metrics");

    assertThat(told.lines).containsExactlyInAnyOrderElementsOf(ACCEPTED);
    assertThat(told.code).isEqualTo(3);
  }

  @Test
  void shouldBeStrictOpenMetrics() throws Exception {
    exposition.scrape(Format.TEXT);

    Told told =
        tell(exposition.scrape(Format.OPEN_METRICS), "/usr/bin/python3", "-c", STRICT_PARSER);

    assertThat(told.code).as("%s", told.lines).isZero();
    assertThat(told.lines)
        .contains(
            "frame_counter counter  3",
            "framegauge_stage_latency_seconds histogram seconds 19",
            "framegauge_pipeline_state stateset  5",
            "framegauge_build info  1",
            "queue_bytes gauge bytes 1",
            "stay_seconds histogram seconds 6",
            "model info  1",
            "engine_status stateset  2",
            "'camera \"1\"\\n' 10.0");
  }

  private record Told(int code, List<String> lines) {}

  private Told tell(byte[] input, String... command) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input);
    }
    int code = process.waitFor();
    return new Told(code, Files.readString(output, UTF_8).lines().toList());
  }
}
