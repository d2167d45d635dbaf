package io.framegauge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The telemetry blocks that the product starts from, to the letter.
class SeedBlockTest {
  private static final String SEED =
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

  private static final String DESIGN =
      """
      name: city-traffic
      parameters:
        telemetry:
          metrics:
            enabled: ${oc.decode:${oc.env:METRICS_ENABLED, true}}              # false: no probes at all; HTTP still answers
            frame_period: ${oc.decode:${oc.env:METRICS_FRAME_PERIOD, 10000}}   # frames; null = off
            time_period: ${oc.decode:${oc.env:METRICS_TIME_PERIOD, null}}      # seconds, fractions allowed; null = off
            history: ${oc.decode:${oc.env:METRICS_HISTORY, 100}}               # records kept, at least 1
            extra_labels: ${json:${oc.env:METRICS_EXTRA_LABELS, null}}         # {"label1": "value1"}, text values only
            frame_stage: null                                                  # the sink that defines frame_no; null = the first in the text
            depth: written                                                     # written | all: look inside bins
            max_stages: 256
            max_series: 10000
          file: ${oc.env:TELEMETRY_FILE, null}                                 # null = in the user's runtime directory, by pipeline name
          web: {enabled: true, host: "${oc.env:WEBSERVER_HOST, 127.0.0.1}", port: "${oc.decode:${oc.env:WEBSERVER_PORT, 8080}}"}
          history_server:
            enabled: true
            endpoint: ${oc.env:HISTORY_ENDPOINT, 'tcp://127.0.0.1:5557'}
            stream_endpoint: ${oc.env:HISTORY_STREAM_ENDPOINT, 'tcp://127.0.0.1:5558'}
            curve: null                                                        # {secret_key_file, allowed_clients_file}
        dev_mode: false
      pipeline:
        source: {element: uridecodebin, properties: {uri: "${oc.env:SOURCE_URI}"}}   # a path given as `uri` becomes a file URI; a group may choose the source; the video pad is linked
        elements:
          - {element: queue, name: ingress, properties: {max-size-buffers: 30}}
          - element: javafunc                       # a user's plugin
            class_name: FramesPerSource
            source: FramesPerSource.java            # one file beside the YAML, compiled at start; or omit it and name a class on the class path
            kwargs: {label: person}
            on_error: stop                          # stop | drop | pass
            budget_ms: 40
          - group: {init_condition: {expr: "${parameters.draw}", value: true}, elements: [...]}
        sink: {element: fakesink, properties: {sync: false}}
      """;

  /// What an owner of the metrics section does.
  private record Metrics(
      Optional<Boolean> enabled,
      Optional<Long> framePeriod,
      Optional<Double> timePeriod,
      Optional<Long> history,
      Optional<Map<String, String>> extraLabels) {

    static Metrics read(Section section) {
      return new Metrics(
          section.bool("enabled"),
          section.wholeNumber("frame_period", 1, Long.MAX_VALUE),
          section.decimal("time_period", 0, Double.MAX_VALUE),
          section.wholeNumber("history", 1, Long.MAX_VALUE),
          section.textMap("extra_labels"));
    }

    static Metrics of(ConfigTree tree) {
      Metrics metrics =
          read(tree.root().section("parameters").section("telemetry").section("metrics"));
      tree.root().finish();
      return metrics;
    }
  }

  @Test
  void shouldRefuseTheMisspeltSeedWithASuggestion() {
    ConfigTree tree = Reading.tree(SEED);
    Metrics.of(tree);
    assertThat(Reading.lines(tree))
        .containsExactly(
            "m.yml:2:3: parameters.telemetry:: unknown key. Did you mean \"telemetry\"?");
  }

  @Test
  void shouldLoadTheCorrectedSeed() {
    ConfigTree tree = Reading.tree(SEED.replace("::", ":"));
    Metrics metrics = Metrics.of(tree);
    assertThat(Reading.lines(tree)).isEmpty();
    assertThat(metrics)
        .isEqualTo(
            new Metrics(
                Optional.empty(),
                Optional.of(10_000L),
                Optional.empty(),
                Optional.of(100L),
                Optional.empty()));
  }

  @Test
  void shouldTakeTheSeedsVariables() {
    ConfigTree tree =
        Reading.tree(
            SEED.replace("::", ":"),
            Map.of(
                "METRICS_FRAME_PERIOD", "1_000",
                "METRICS_TIME_PERIOD", "0.5",
                "METRICS_HISTORY", " 10 ",
                "METRICS_EXTRA_LABELS", "{\"label1\": \"value1\", \"label2\": \"value2\"}"));
    Metrics metrics = Metrics.of(tree);
    assertThat(Reading.lines(tree)).isEmpty();
    assertThat(metrics)
        .isEqualTo(
            new Metrics(
                Optional.empty(),
                Optional.of(1_000L),
                Optional.of(0.5),
                Optional.of(10L),
                Optional.of(Map.of("label1", "value1", "label2", "value2"))));
  }

  @Test
  void shouldReportEveryBadVariableOfTheSeedAtOnce() {
    ConfigTree tree =
        Reading.tree(
            SEED.replace("::", ":"),
            Map.of(
                "METRICS_FRAME_PERIOD", "abc",
                "METRICS_TIME_PERIOD", "-5",
                "METRICS_HISTORY", "1.0",
                "METRICS_EXTRA_LABELS", "{\"n\": 1, \"o\": {}, \"ok\": \"x\", \"z\": null}"));
    Metrics.of(tree);
    String labels = "m.yml:12:21: parameters.telemetry.metrics.extra_labels";
    String origin = ", from the environment variable METRICS_EXTRA_LABELS)";
    assertThat(Reading.lines(tree))
        .containsExactly(
            "m.yml:6:21: parameters.telemetry.metrics.frame_period: expected a whole number >= 1"
                + " (found \"abc\", from the environment variable METRICS_FRAME_PERIOD)",
            "m.yml:8:20: parameters.telemetry.metrics.time_period: expected a number > 0"
                + " (found -5, from the environment variable METRICS_TIME_PERIOD)",
            "m.yml:10:16: parameters.telemetry.metrics.history: expected a whole number >= 1"
                + " (found 1.0, from the environment variable METRICS_HISTORY)",
            labels + ".n: expected text (found 1" + origin,
            labels + ".o: expected text (found a map" + origin,
            labels + ".z: expected text (found null" + origin);
  }

  @Test
  void shouldRefuseLabelsThatAreNoMap() {
    for (String labels : List.of("[1,2]", "5", "\"abc\"")) {
      ConfigTree tree =
          Reading.tree(SEED.replace("::", ":"), Map.of("METRICS_EXTRA_LABELS", labels));
      Metrics.of(tree);
      String found = labels.startsWith("[") ? "a list" : labels;
      assertThat(Reading.lines(tree))
          .containsExactly(
              "m.yml:12:21: parameters.telemetry.metrics.extra_labels: expected a map of texts"
                  + " (found "
                  + found
                  + ", from the environment variable METRICS_EXTRA_LABELS)");
    }
  }

  @Test
  void shouldLoadTheModuleOfTheDesign() {
    ConfigTree tree = Reading.tree(DESIGN, Map.of("SOURCE_URI", "a.avi", "WEBSERVER_PORT", "9090"));
    Section telemetry = tree.root().section("parameters").section("telemetry");
    Metrics metrics = Metrics.read(telemetry.section("metrics"));
    assertThat(metrics.enabled()).contains(true);
    assertThat(metrics.framePeriod()).contains(10_000L);
    assertThat(telemetry.text("file")).isEmpty();
    Section web = telemetry.section("web");
    assertThat(web.bool("enabled")).contains(true);
    assertThat(web.text("host")).contains("127.0.0.1");
    assertThat(web.wholeNumber("port", 1, 65_535)).contains(9_090L);
    assertThat(web.variableOf("port")).contains("WEBSERVER_PORT");
    Section server = telemetry.section("history_server");
    assertThat(server.text("endpoint")).contains("tcp://127.0.0.1:5557");
    assertThat(server.has("curve")).isFalse();
    assertThat(tree.root().section("parameters").bool("dev_mode")).contains(false);
    Section pipeline = tree.root().section("pipeline");
    assertThat(pipeline.section("source").section("properties").text("uri")).contains("a.avi");
    List<Section> elements = pipeline.sections("elements");
    assertThat(elements).hasSize(3);
    assertThat(elements.get(1).path()).isEqualTo("pipeline.elements[1]");
    assertThat(elements.get(1).wholeNumber("budget_ms", 1, 1_000)).contains(40L);
    assertThat(Reading.lines(tree)).isEmpty();
    assertThat(elements.get(2).section("group").section("init_condition").has("expr")).isFalse();
    assertThat(Reading.lines(tree))
        .containsExactly(
            "m.yml:32:38: pipeline.elements[2].group.init_condition.expr: refers to"
                + " parameters.draw, but there is no parameters.draw");
  }
}
