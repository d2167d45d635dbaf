package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `framegauge check`, on the block that the reference's documentation prints and on the sample.
final class CheckIT {
  /// The block as the reference prints it: with a colon too many behind `telemetry`.
  private static final String REFERENCE =
      """
      parameters:
        telemetry::
          # Configure metrics
          metrics:
            # Output stats after every N frames
            frame_period: ${oc.decode:${oc.env:METRICS_FRAME_PERIOD, 10000}}
            # Output stats after every N seconds
            time_period: ${oc.decode:${oc.env:METRICS_TIME_PERIOD, null}}
            # How many last stats to keep in the memory
            history: ${oc.decode:${oc.env:METRICS_HISTORY, 100}}
            # Parameters for metrics provider
            extra_labels: ${json:${oc.env:METRICS_EXTRA_LABELS, null}}
      """;

  private static final String REST =
      """
      name: city-traffic
      pipeline:
        source: {element: videotestsrc, properties: {num-buffers: 1}}
        sink: {element: fakesink}
      """;

  @TempDir private Path folder;

  @Test
  void shouldRefuseTheTypoOfTheReferenceWithASuggestion() {
    Product.Done done =
        Product.Start.in(folder).withFile("m.yml", REFERENCE + REST).toEnd("check", "m.yml");

    assertThat(done.refusedWith(2))
        .containsExactly(
            "m.yml:2:3: parameters.telemetry:: unknown key. Did you mean \"telemetry\"?");
  }

  @Test
  void shouldLoadTheBlockOfTheReferenceToTheLetter() {
    Product.Done done = corrected().toEnd("check", "m.yml");

    assertThat(done.exitCode()).as("%s", done).isZero();
    assertThat(done.out()).isEqualTo("m.yml: ok\n");
    assertThat(done.err()).isEmpty();
  }

  @Test
  void shouldFillInTheBlocksDefaults() {
    Product.Done done = corrected().toEnd("check", "m.yml", "--resolved");

    assertThat(done.exitCode()).as("%s", done).isZero();
    assertThat(done.out().lines().map(String::strip))
        .contains("frame_period: 10000", "time_period: null", "history: 100", "extra_labels: null");
  }

  @Test
  void shouldFillInTheBlocksVariables() {
    Product.Done done =
        corrected()
            .with("METRICS_FRAME_PERIOD", "1_000")
            .with("METRICS_TIME_PERIOD", "0.5")
            .with("METRICS_HISTORY", "7")
            .with("METRICS_EXTRA_LABELS", "{\"label1\": \"value1\", \"label2\": \"5\"}")
            .toEnd("check", "m.yml", "--resolved");

    assertThat(done.exitCode()).as("%s", done).isZero();
    assertThat(done.out().lines().map(String::strip))
        .contains(
            "frame_period: 1000  # from the environment variable METRICS_FRAME_PERIOD",
            "time_period: 0.5  # from the environment variable METRICS_TIME_PERIOD",
            "history: 7  # from the environment variable METRICS_HISTORY",
            "label1: value1  # from the environment variable METRICS_EXTRA_LABELS",
            "label2: \"5\"  # from the environment variable METRICS_EXTRA_LABELS");
  }

  @Test
  void shouldAcceptAgainWhatItResolved() {
    String sample = Product.HOME.resolve("samples/pass_through_processing/module.yml").toString();
    Product.Start start =
        Product.Start.in(folder)
            .with("SOURCE", "test")
            .with("METRICS_EXTRA_LABELS", "{\"a\": \"1\"}");
    Product.Done first = start.toEnd("check", sample, "--resolved");
    // files beside the module are found from where it lies
    String resolved =
        first.out().replace("source: ", "source: " + Path.of(sample).getParent() + "/");

    Product.Done second =
        Product.Start.in(folder)
            .withFile("resolved.yml", resolved)
            .toEnd("check", "resolved.yml", "--resolved");

    assertThat(first.exitCode()).as("%s", first).isZero();
    assertThat(second.exitCode()).as("%s", second).isZero();
    assertThat(withoutComments(second.out())).isEqualTo(withoutComments(resolved));
    assertThat(resolved).doesNotContain("${").contains("pass-through-processing");
  }

  @Test
  void shouldAcceptTheSampleAsItIs() {
    Product.Done done =
        Product.Start.in(Product.HOME.resolve("adapters/target"))
            .toEnd("check", "../../samples/pass_through_processing/module.yml");

    assertThat(done.exitCode()).as("%s", done).isZero();
    assertThat(done.out()).isEqualTo("../../samples/pass_through_processing/module.yml: ok\n");
  }

  /// What came from a variable says so behind it.
  private static String withoutComments(String yaml) {
    return yaml.replaceAll("  # from .*", "");
  }

  private Product.Start corrected() {
    return Product.Start.in(folder)
        .withFile("m.yml", REFERENCE.replace("telemetry::", "telemetry:") + REST);
  }

  /// As of cron and of most containers, where Java would find no file with such a name.
  @Test
  void shouldFindAFileWhoseNameIsNotAsciiWithoutALocale() {
    String renamed =
        """
        name=$(printf '\\303\\266.yml')
        mv m.yml "$name"
        exec "$@" "$name"
        """;
    Product.Done done =
        Product.Start.in(folder)
            .withFile(
                "m.yml",
                """
                name: umlaut
                pipeline:
                  source: {element: videotestsrc}
                  sink: {element: fakesink}
                """)
            .with("LC_ALL", "C")
            .behind(List.of("bash", "-c", renamed, "bash"))
            .toEnd("check");

    assertThat(done.exitCode()).as("%s", done).isZero();
  }
}
