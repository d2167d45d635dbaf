package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a user reads who made mistakes in a module or in the environment: everything at once, each
/// with its place.
final class BadConfigurationIT {
  private static final String NOTHING_WRONG =
      """
      name: fine
      pipeline:
        source: {element: videotestsrc, properties: {num-buffers: 1}}
        sink: {element: fakesink}
      """;

  @TempDir private Path folder;

  @Test
  void shouldReportEveryMistakeInTelemetryInOneRun() {
    String module =
        """
        name: bad
        name: twice
        parameters:
          telemetry::
            metrics: {frame_period: 5}
          telemetry:
            metrics:
              frame_perod: 5
              frame_period: 0
              time_period: -1
              history: 0
              enabled: maybe
              max_stages: many
            web: {port: 99999, hots: x}
            history_server: {endpoint: 'ipc:///tmp/x', stream_endpoint: 'tcp://*:5558'}
          dev_mode: [1]
        pipeline:
          source: {element: videotestsrc}
          sink: {element: fakesink}
        """;

    List<String> told = run(module);

    assertThat(told)
        .containsExactly(
            "m.yml:2:1: name: duplicate key (first at m.yml:1:1)",
            "m.yml:4:3: parameters.telemetry:: unknown key",
            "m.yml:8:7: parameters.telemetry.metrics.frame_perod: unknown key",
            "m.yml:9:21: parameters.telemetry.metrics.frame_period: expected a whole number >= 1"
                + " (found 0)",
            "m.yml:10:20: parameters.telemetry.metrics.time_period: expected a number > 0 and <="
                + " 31622400 (found -1)",
            "m.yml:11:16: parameters.telemetry.metrics.history: expected a whole number from 1 to"
                + " 1000000 (found 0)",
            "m.yml:12:16: parameters.telemetry.metrics.enabled: expected true or false (found"
                + " \"maybe\")",
            "m.yml:13:19: parameters.telemetry.metrics.max_stages: expected a whole number from 1"
                + " to 4096 (found \"many\")",
            "m.yml:14:17: parameters.telemetry.web.port: expected a whole number from 0 to 65535"
                + " (found 99999)",
            "m.yml:14:24: parameters.telemetry.web.hots: unknown key. Did you mean \"host\"?",
            "m.yml:15:32: parameters.telemetry.history_server.endpoint: ipc:// is not supported"
                + " (JeroMQ's ipc is TCP underneath and does not talk to other ZeroMQ libraries),"
                + " use tcp://HOST:PORT: endpoint=ipc:///tmp/x",
            "m.yml:15:65: parameters.telemetry.history_server.stream_endpoint: must be on the"
                + " loopback interface, such as tcp://127.0.0.1:5557, unless clients have keys"
                + " (curve) or everyone who reaches the port may ask (allow_remote: true):"
                + " stream_endpoint=tcp://*:5558",
            "m.yml:16:13: parameters.dev_mode: expected true or false (found a list)");
  }

  @Test
  void shouldReportEveryMistakeInThePipelineInOneRun() {
    String module =
        """
        name: bad
        pipeline:
          source: {element: videotestsrc, properties: {num-bufers: 5, is-live: perhaps}}
          elements:
            - {element: quue}
            - {element: queue, name: q, properties: {max-size-buffers: -3}}
            - {element: queue, name: q, properties: {max-size-time: soon}}
            - {elemnt: queue}
            - {element: javafunc, class_name: X, on_error: explode, budget_ms: -1}
            - group: {init_condition: {expr: a}, elements: []}
          sink: {element: fakesink, properties: {max-lateness: [1]}}
        """;

    List<String> told = run(module);

    assertThat(told)
        .containsExactly(
            "m.yml:3:60: pipeline.source.properties.num-bufers: unknown property of videotestsrc."
                + " Did you mean \"num-buffers\"?",
            "m.yml:3:72: pipeline.source.properties.is-live: must be true or false:"
                + " is-live=perhaps",
            "m.yml:5:17: pipeline.elements[0].element: unknown element factory: element=quue. Did"
                + " you mean \"queue\" or \"queue2\"?",
            "m.yml:6:64: pipeline.elements[1].properties.max-size-buffers: must be a whole number"
                + " (0 to 4294967295): max-size-buffers=-3",
            "m.yml:7:30: pipeline.elements[2].name: must not be the name of another element:"
                + " name=q",
            "m.yml:7:61: pipeline.elements[2].properties.max-size-time: must be a whole number (0"
                + " to 18446744073709551615): max-size-time=soon",
            "m.yml:8:7: pipeline.elements[3].element: missing key",
            "m.yml:8:8: pipeline.elements[3].elemnt: unknown key. Did you mean \"element\"?",
            "m.yml:9:39: pipeline.elements[4].class_name: no class X on the class path; a class in"
                + " a file needs \"source: X.java\" beside it",
            "m.yml:9:52: pipeline.elements[4].on_error: must be stop, drop or pass:"
                + " on_error=explode",
            "m.yml:9:72: pipeline.elements[4].budget_ms: expected a number > 0 and <= 3600000"
                + " (found -1)",
            "m.yml:10:31: pipeline.elements[5].group.init_condition.value: missing key",
            "m.yml:11:56: pipeline.sink.properties.max-lateness: must be a single value:"
                + " max-lateness");
  }

  @Test
  void shouldNameTheVariableThatAWrongValueCameFrom() {
    Product.Done done =
        Product.Start.in(folder)
            .withFile("m.yml", NOTHING_WRONG)
            .with("METRICS_ENABLED", "perhaps")
            .with("METRICS_FRAME_PERIOD", "${oc.env:HOME}")
            .with("METRICS_TIME_PERIOD", "0")
            .with("METRICS_HISTORY", "-5")
            .with("METRICS_EXTRA_LABELS", "{\"n\": 1}")
            .with("WEBSERVER_PORT", "70000")
            .with("HISTORY_STREAM_ENDPOINT", "nonsense")
            .toEnd("run", "m.yml");

    String path = ": parameters.telemetry.";
    assertThat(done.refusedWith(2).stream().map(line -> line.substring(line.indexOf(path))))
        .containsExactly(
            path
                + "metrics.enabled: expected true or false (found \"perhaps\", from the environment"
                + " variable METRICS_ENABLED)",
            path
                + "metrics.frame_period: expected a whole number >= 1 (found \"${oc.env:HOME}\","
                + " from the environment variable METRICS_FRAME_PERIOD)",
            path
                + "metrics.time_period: expected a number > 0 and <= 31622400 (found 0, from the"
                + " environment variable METRICS_TIME_PERIOD)",
            path
                + "metrics.history: expected a whole number from 1 to 1000000 (found -5, from the"
                + " environment variable METRICS_HISTORY)",
            path
                + "metrics.extra_labels.n: expected text (found 1, from the environment variable"
                + " METRICS_EXTRA_LABELS)",
            path
                + "web.port: expected a whole number from 0 to 65535 (found 70000, from the"
                + " environment variable WEBSERVER_PORT)",
            path
                + "history_server.stream_endpoint: must have the form tcp://HOST:PORT:"
                + " stream_endpoint=nonsense (from the environment variable"
                + " HISTORY_STREAM_ENDPOINT)");
    assertThat(done.err().lines()).allMatch(line -> line.matches("default.yml:\\d+:\\d+: .*"));
  }

  @Test
  void shouldReportEveryMistakeInTheExtraLabels() {
    String module =
        """
        name: bad
        parameters:
          telemetry:
            metrics:
              extra_labels: {"1a": a, __x: b, pipeline_name: c, stage_name: d, le: e, n: 5, m: [1], o: {p: q}}
        pipeline:
          source: {element: videotestsrc}
          sink: {element: fakesink}
        """;

    List<String> told = run(module);

    String path = ": parameters.telemetry.metrics.extra_labels";
    assertThat(told.stream().map(line -> line.substring(line.indexOf(path) + path.length())))
        .containsExactlyInAnyOrder(
            ": label name must match [a-zA-Z_][a-zA-Z0-9_]*: 1a=a",
            ": label name must not start with __: __x=b",
            ": label name is reserved: pipeline_name=c",
            ": label name must not be that of a built-in label: stage_name=d",
            ": label name is reserved: le=e",
            ".n: expected text (found 5)",
            ".m: expected text (found a list)",
            ".o: expected text (found a map)");
    assertThat(told).allMatch(line -> line.startsWith("m.yml:5:"));
  }

  @Test
  void shouldRefuseAFrameStageThatIsNoSinkAtItsPlace() {
    String module =
        """
        name: bad
        parameters: {telemetry: {metrics: {frame_stage: snk}}}
        pipeline:
          source: {element: videotestsrc}
          sink: {element: fakesink, name: sink}
        """;

    List<String> told = run(module);

    assertThat(told)
        .singleElement()
        .asString()
        .startsWith("m.yml:2:49: parameters.telemetry.metrics.frame_stage: ")
        .contains("frame_stage=snk", "sink");
  }

  private List<String> run(String module) {
    return Product.Start.in(folder).withFile("m.yml", module).toEnd("run", "m.yml").refusedWith(2);
  }
}
