package io.framegauge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.config.ConfigTree;
import io.framegauge.config.ModuleFile;
import io.framegauge.config.Problem;
import io.framegauge.telemetry.prometheus.MetricGroups;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryConfigTest {

  private static ConfigTree tree(String yaml, Map<String, String> environment) {
    return ModuleFile.parse("m.yml", yaml, List.of(), environment);
  }

  private static TelemetryConfig read(ConfigTree tree) {
    TelemetryConfig config = TelemetryConfig.read(tree.root().section("telemetry"));
    tree.root().finish();
    return config;
  }

  private static List<String> problems(String yaml, Map<String, String> environment) {
    ConfigTree tree = tree(yaml, environment);
    read(tree);
    return tree.problems().list().stream().map(Problem::toString).toList();
  }

  /// What is wrong with one key under `metrics`, which stands in line 3.
  private static List<String> metricsProblems(String keyAndValue) {
    return problems("telemetry:\n  metrics:\n    " + keyAndValue + "\n", Map.of());
  }

  @Test
  void shouldHaveEverythingThatIsWritten() {
    ConfigTree tree =
        tree(
            """
            telemetry:
              metrics:
                enabled: false
                frame_period: 250
                time_period: 0.5
                history: 7
                extra_labels: {site: north, camera: "12"}
                frame_stage: display
                depth: all
                max_stages: 12
                max_series: 34
                max_series_per_family: 5
                groups: {records: false, stages: true, pipeline: false, jvm: false}
                collector_timeout: 0.25
                stall_after: 2.5
              file: run/city.telemetry
              web: {enabled: false, host: "::1", port: 9090}
              history_server:
                enabled: true
                endpoint: tcp://127.0.0.1:6001
                stream_endpoint: tcp://[::1]:*
                curve: null
            """,
            Map.of());
    TelemetryConfig config = read(tree);

    assertThat(tree.problems().list()).isEmpty();
    TelemetryConfig.Metrics metrics = config.metrics();
    assertThat(metrics.enabled()).isFalse();
    assertThat(metrics.framePeriod()).contains(250L);
    assertThat(metrics.timePeriod()).contains(0.5);
    assertThat(metrics.history()).isEqualTo(7);
    assertThat(metrics.extraLabels().labels())
        .containsExactly(Map.entry("camera", "12"), Map.entry("site", "north"));
    assertThat(metrics.frameStage()).contains("display");
    assertThat(metrics.depth()).isEqualTo(TelemetryConfig.Depth.ALL);
    assertThat(metrics.maxStages()).isEqualTo(12);
    assertThat(metrics.maxSeries()).isEqualTo(34);
    assertThat(metrics.maxSeriesPerFamily()).isEqualTo(5);
    assertThat(metrics.groups()).isEqualTo(new MetricGroups(false, true, false, false));
    assertThat(metrics.collectorTimeout()).isEqualTo(Duration.ofMillis(250));
    assertThat(metrics.stallAfter()).contains(2.5);
    assertThat(config.file()).isEqualTo(new FileSetting.At(Path.of("run/city.telemetry")));
    assertThat(config.web().enabled()).isFalse();
    assertThat(config.web().address()).isEqualTo("[::1]:9090");
    assertThat(config.historyServer().endpoint()).isEqualTo("tcp://127.0.0.1:6001");
    assertThat(config.historyServer().streamEndpoint()).isEqualTo("tcp://[::1]:*");
  }

  @Test
  void shouldHaveSensibleValuesWhereNothingIsWritten() {
    ConfigTree tree =
        tree("telemetry: {metrics: {frame_period: null, time_period: null}}", Map.of());
    TelemetryConfig config = read(tree);

    assertThat(tree.problems().list()).isEmpty();
    assertThat(config.metrics().enabled()).isTrue();
    assertThat(config.metrics().framePeriod()).isEmpty();
    assertThat(config.metrics().timePeriod()).isEmpty();
    assertThat(config.metrics().stallAfter()).isEmpty();
    assertThat(config.metrics().history()).isEqualTo(100);
    assertThat(config.metrics().extraLabels().labels()).isEmpty();
    assertThat(config.metrics().frameStage()).isEmpty();
    assertThat(config.metrics().depth()).isEqualTo(TelemetryConfig.Depth.WRITTEN);
    assertThat(config.metrics().maxSeriesPerFamily()).isEqualTo(1000);
    assertThat(config.metrics().groups()).isEqualTo(MetricGroups.ALL);
    assertThat(config.metrics().collectorTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.web().address()).isEqualTo("127.0.0.1:8080");
    assertThat(config.historyServer().endpoint()).isEqualTo("tcp://127.0.0.1:5557");
    assertThat(config.historyServer().streamEndpoint()).isEqualTo("tcp://127.0.0.1:5558");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "frame_period | 0 | expected a whole number >= 1 (found 0)",
        "frame_period | -5 | expected a whole number >= 1 (found -5)",
        "frame_period | 2.5 | expected a whole number >= 1 (found 2.5)",
        "frame_period | many | expected a whole number >= 1 (found \"many\")",
        "frame_period | [1] | expected a whole number >= 1 (found a list)",
        "frame_period | 9223372036854775808 | expected a whole number >= 1 (found 9223372036854775808)",
        "time_period | 0 | expected a number > 0 and <= 31622400 (found 0)",
        "time_period | -0.5 | expected a number > 0 and <= 31622400 (found -0.5)",
        "time_period | .inf | expected a number > 0 and <= 31622400 (found .inf)",
        "time_period | 1e9 | expected a number > 0 and <= 31622400 (found 1e9)",
        "time_period | often | expected a number > 0 and <= 31622400 (found \"often\")",
        "time_period | 0.0001 | must be >= 0.001 seconds: time_period=1.0E-4",
        "stall_after | 0 | expected a number > 0 and <= 31622400 (found 0)",
        "stall_after | 0.05 | must be >= 0.1 seconds: stall_after=0.05",
        "history | 0 | expected a whole number from 1 to 1000000 (found 0)",
        "history | -1 | expected a whole number from 1 to 1000000 (found -1)",
        "history | 200000 | history x max_stages takes more than 1 GiB: history=200000, max_stages=256",
        "max_stages | 0 | expected a whole number from 1 to 4096 (found 0)",
        "max_series | 0 | expected a whole number from 1 to 1000000 (found 0)",
        "max_series_per_family | 0 | expected a whole number from 1 to 1000000 (found 0)",
        "collector_timeout | 0 | expected a number > 0 and <= 60 (found 0)",
        "enabled | maybe | expected true or false (found \"maybe\")",
        "depth | some | must be written or all: depth=some",
        "extra_labels | [1, 2] | expected a map of texts (found a list)",
        "extra_labels | north | expected a map of texts (found \"north\")",
        "extra_labels | {1site: a} | label name must match [a-zA-Z_][a-zA-Z0-9_]*: 1site=a",
        "extra_labels | {si-te: a} | label name must match [a-zA-Z_][a-zA-Z0-9_]*: si-te=a",
        "extra_labels | {__site: a} | label name must not start with __: __site=a",
        "extra_labels | {le: a} | label name is reserved: le=a",
        "extra_labels | {pipeline_name: a} | label name is reserved: pipeline_name=a",
        "extra_labels | {stage_name: a} | label name must not be that of a built-in label: stage_name=a",
        "extra_labels | {site: ''} | label value must not be empty: site="
      })
  void shouldRefuseAMetricsValueWithItsPosition(String key, String value, String message) {
    assertThat(metricsProblems(key + ": " + value))
        .containsExactly(
            "m.yml:3:%d: telemetry.metrics.%s: %s".formatted(key.length() + 7, key, message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{site: 5} | m.yml:3:26: telemetry.metrics.extra_labels.site: expected text (found 5)",
        "{site: true} | m.yml:3:26: telemetry.metrics.extra_labels.site: expected text (found true)",
        "{site: null} | m.yml:3:26: telemetry.metrics.extra_labels.site: expected text (found null)",
        "{site: {a: b}} | m.yml:3:26: telemetry.metrics.extra_labels.site: expected text (found a map)"
      })
  void shouldRefuseLabelsThatAreNoTexts(String value, String problem) {
    assertThat(metricsProblems("extra_labels: " + value)).containsExactly(problem);
  }

  @Test
  void shouldRefuseEachOfSeveralLabels() {
    assertThat(metricsProblems("extra_labels: {le: a, si-te: b}"))
        .containsExactlyInAnyOrder(
            "m.yml:3:19: telemetry.metrics.extra_labels: label name is reserved: le=a",
            "m.yml:3:19: telemetry.metrics.extra_labels: label name must match"
                + " [a-zA-Z_][a-zA-Z0-9_]*: si-te=b");
  }

  @Test
  void shouldNameTheVariableThatAValueCameFrom() {
    String yaml =
        """
        telemetry:
          metrics:
            frame_period: ${oc.decode:${oc.env:METRICS_FRAME_PERIOD, 10000}}
            time_period: ${oc.decode:${oc.env:METRICS_TIME_PERIOD, null}}
            extra_labels: ${json:${oc.env:METRICS_EXTRA_LABELS, null}}
        """;
    Map<String, String> environment =
        Map.of(
            "METRICS_FRAME_PERIOD", "0",
            "METRICS_TIME_PERIOD", "0.00001",
            "METRICS_EXTRA_LABELS", "{\"le\": \"x\"}");

    assertThat(problems(yaml, environment))
        .containsExactly(
            "m.yml:3:19: telemetry.metrics.frame_period: expected a whole number >= 1 (found 0,"
                + " from the environment variable METRICS_FRAME_PERIOD)",
            "m.yml:4:18: telemetry.metrics.time_period: must be >= 0.001 seconds:"
                + " time_period=1.0E-5 (from the environment variable METRICS_TIME_PERIOD)",
            "m.yml:5:19: telemetry.metrics.extra_labels: label name is reserved: le=x (from the"
                + " environment variable METRICS_EXTRA_LABELS)");
    assertThat(problems(yaml, Map.of())).isEmpty();
    assertThat(problems(yaml, Map.of("METRICS_FRAME_PERIOD", ""))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "port: 70000 | 3:11 | port | expected a whole number from 0 to 65535 (found 70000)",
        "port: -1 | 3:11 | port | expected a whole number from 0 to 65535 (found -1)",
        "port: http | 3:11 | port | expected a whole number from 0 to 65535 (found \"http\")",
        "host: '' | 3:11 | host | must not be empty: host= ",
        "host: 5 | 3:11 | host | expected text (found 5)",
        "prot: 80 | 3:5 | prot | unknown key. Did you mean \"port\"?"
      })
  void shouldRefuseAWebValueWithItsPosition(
      String entry, String position, String key, String message) {
    assertThat(problems("telemetry:\n  web:\n    " + entry + "\n", Map.of()))
        .containsExactly("m.yml:" + position + ": telemetry.web." + key + ": " + message);
  }

  private static final String LOOPBACK =
      "must be on the loopback interface, such as tcp://127.0.0.1:5557, unless clients have keys"
          + " (curve) or everyone who reaches the port may ask (allow_remote: true): ";

  private static List<String> serverProblems(String entries) {
    return problems("telemetry:\n  history_server: {" + entries + "}\n", Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://0.0.0.0:5557", "tcp://192.0.2.7:5557", "tcp://*:5557"})
  void shouldRefuseAnEndpointThatOtherMachinesReach(String endpoint) {
    assertThat(serverProblems("endpoint: '" + endpoint + "'"))
        .containsExactly(
            "m.yml:2:30: telemetry.history_server.endpoint: " + LOOPBACK + "endpoint=" + endpoint);
    assertThat(serverProblems("stream_endpoint: '" + endpoint + "'"))
        .containsExactly(
            "m.yml:2:37: telemetry.history_server.stream_endpoint: "
                + LOOPBACK
                + "stream_endpoint="
                + endpoint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ipc:///tmp/history | ipc:// is not supported (JeroMQ's ipc is TCP underneath and does not"
            + " talk to other ZeroMQ libraries), use tcp://HOST:PORT: endpoint=ipc:///tmp/history",
        "127.0.0.1:5557 | must have the form tcp://HOST:PORT: endpoint=127.0.0.1:5557",
        "tcp://127.0.0.1 | must have the form tcp://HOST:PORT: endpoint=tcp://127.0.0.1",
        "tcp://127.0.0.1:70000 | the port must be 0 to 65535 or *: endpoint=tcp://127.0.0.1:70000"
      })
  void shouldRefuseAnEndpointThatIsNone(String endpoint, String message) {
    assertThat(serverProblems("endpoint: '" + endpoint + "'"))
        .containsExactly("m.yml:2:30: telemetry.history_server.endpoint: " + message);
  }

  @Test
  void shouldRefuseOneEndpointForBoth() {
    assertThat(
            serverProblems("endpoint: tcp://127.0.0.1:7000, stream_endpoint: tcp://127.0.0.1:7000"))
        .containsExactly(
            "m.yml:2:69: telemetry.history_server.stream_endpoint: must differ from endpoint:"
                + " stream_endpoint=tcp://127.0.0.1:7000");
  }

  @Test
  void shouldTakeAnyEndpointWhenToldTo() {
    assertThat(serverProblems("allow_remote: true, endpoint: 'tcp://*:5557'")).isEmpty();
    assertThat(serverProblems("allow_remote: perhaps"))
        .containsExactly(
            "m.yml:2:34: telemetry.history_server.allow_remote: expected true or false (found"
                + " \"perhaps\")");
  }

  @Test
  void shouldWantTwoFilesOfKeysThatExist() {
    assertThat(serverProblems("curve: {}"))
        .containsExactly(
            "m.yml:2:27: telemetry.history_server.curve.secret_key_file: missing key",
            "m.yml:2:27: telemetry.history_server.curve.allowed_clients_file: missing key");
    assertThat(serverProblems("curve: {secret_key_file: /a, allowed_clients_file: /b}"))
        .containsExactly(
            "m.yml:2:45: telemetry.history_server.curve.secret_key_file: no such file:"
                + " secret_key_file=/a",
            "m.yml:2:71: telemetry.history_server.curve.allowed_clients_file: no such file:"
                + " allowed_clients_file=/b");
    assertThat(serverProblems("curve: {secret_key_file: \"a\\0\", allowed_clients_file: /b}"))
        .containsExactly(
            "m.yml:2:45: telemetry.history_server.curve.secret_key_file: must be a path:"
                + " secret_key_file=a\\u0000");
  }

  @Test
  void shouldNotLookAtEndpointsThatAreSwitchedOff() {
    assertThat(serverProblems("enabled: false, endpoint: 'ipc:///tmp/history'")).isEmpty();
  }

  @Test
  void shouldReportAllThatIsWrongAtOnce() {
    assertThat(
            problems(
                """
                telemetry:
                  metrics:
                    frame_period: 0
                    histroy: 5
                  web:
                    port: 70000
                  history_server:
                    endpoint: ipc:///x
                """,
                Map.of()))
        .hasSize(4);
  }

  @Test
  void shouldRefuseMoreExtraLabelsThanFit() {
    String labels =
        IntStream.range(0, 15)
            .mapToObj(i -> "l%02d: %s".formatted(i, "x".repeat(1000)))
            .collect(Collectors.joining(", ", "{", "}"));
    assertThat(metricsProblems("extra_labels: " + labels))
        .containsExactly(
            "m.yml:3:19: telemetry.metrics.extra_labels: must take at most 14332 bytes together:"
                + " bytes=15075");
  }
}
