package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.config.ConfigTree;
import io.framegauge.config.ConfigurationException;
import io.framegauge.telemetry.metrics.CounterFamily;
import io.framegauge.telemetry.record.Build;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sources and sinks made of Java in a real pipeline.
class JavaElementsTest {
  private static final String SOURCE = "{element: test_source, name: in}";
  private static final String SINK = "{element: test_sink, name: out}";

  @TempDir private Path folder;

  @BeforeEach
  void forget() {
    TestElements.CALLS.clear();
  }

  private ModuleRun open(String source, String sink) throws IOException {
    return open(
        """
        pipeline:
          source: %s
          elements:
            - {element: queue, name: between}
          sink: %s
        """
            .formatted(source, sink));
  }

  private ModuleRun open(String pipeline) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("module.yml"),
            """
            name: ports
            parameters:
              telemetry: {file: false, web: {enabled: false}, history_server: {enabled: false}}
            %s\
            """
                .formatted(pipeline));
    ConfigTree tree = ModuleConfig.tree(file, List.of(), Map.of());
    Module module = Module.build(ModuleConfig.read(tree, folder), tree, folder);
    return module.open(new Build("test", "", ""));
  }

  @Test
  void shouldCarryFramesWithTheirSourceTimesAndObjectsThroughThePipeline() throws IOException {
    try (ModuleRun run = open(SOURCE, SINK)) {
      assertThat(run.addresses()).startsWith("in: nowhere", "out: nowhere");

      assertThat(run.run()).isEqualTo(new Ending.EndOfStream());

      CounterFamily sources =
          run.telemetry()
              .families()
              .find("framegauge_source_frames", CounterFamily.class)
              .orElseThrow();
      assertThat(sources.get(TestElements.SOURCE_ID, "between")).hasValue(3);
    }
    List<String> expected = new ArrayList<>(List.of("open in", "open out"));
    expected.addAll(TestElements.frames());
    expected.add("end " + TestElements.SOURCE_ID);
    expected.addAll(List.of("close source", "close sink"));
    assertThat(TestElements.CALLS).isEqualTo(expected);
  }

  @Test
  void shouldStopWhileTheSourceWaitsToPutAFrameIn() throws Exception {
    try (ModuleRun run =
        open("{element: test_source, name: in, properties: {endless: true}}", SINK)) {
      CompletableFuture<Ending> ending = CompletableFuture.supplyAsync(run::run);
      Await.until("frames flow", () -> TestElements.CALLS.size() > 10);

      run.stop();

      assertThat(ending.get(30, TimeUnit.SECONDS)).isEqualTo(new Ending.Stopped());
    }
    assertThat(TestElements.CALLS).endsWith("close source", "close sink");
  }

  @Test
  void shouldFailWithWhatTheSinkSays() throws IOException {
    try (ModuleRun run =
        open(SOURCE, "{element: test_sink, name: out, properties: {fails: true}}")) {
      assertThat(run.run()).isEqualTo(new Ending.Failed("out: nobody takes it"));
    }
  }

  @Test
  void shouldFailWithWhatTheSourceSays() throws IOException {
    try (ModuleRun run =
        open("{element: test_source, name: in, properties: {fails: true}}", SINK)) {
      assertThat(run.run()).isEqualTo(new Ending.Failed("in: nothing to give"));
    }
  }

  @Test
  void shouldBeginAnewAtTheEndWhereASinkRepeats() throws IOException {
    try (ModuleRun run =
        open(
            "{element: videotestsrc, name: cam, properties: {num-buffers: 2}}",
            "{element: test_sink, name: out, properties: {rounds: 3}}")) {
      assertThat(run.run()).isEqualTo(new Ending.Failed("out: enough rounds"));
    }
    assertThat(TestElements.CALLS).filteredOn("end cam"::equals).hasSize(2);
  }

  @Test
  void shouldNameThemAmongTheElementsThatThereAre() {
    assertThatThrownBy(() -> open("{element: test_sorce}", SINK))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            wrong ->
                assertThat(wrong.problems().getFirst().toString())
                    .endsWith(
                        "pipeline.source.element: unknown element factory: element=test_sorce. Did"
                            + " you mean \"test_source\"?"));
  }

  @Test
  void shouldSitOnTheElementsOfATextThatAreNamed() throws IOException {
    String text =
        """
        pipeline:
          launch: "appsrc name=a ! funnel name=all ! fakesink name=out  appsrc name=b ! all."
          ports:
            a: {element: test_source, properties: {source_id: left}}
            b: {element: test_source, properties: {source_id: right}}
            out: {element: test_sink}
        """;
    try (ModuleRun run = open(text)) {
      assertThat(run.addresses()).startsWith("a: nowhere", "b: nowhere", "out: nowhere");

      assertThat(run.run()).isEqualTo(new Ending.EndOfStream());
    }
    assertThat(TestElements.CALLS)
        .containsSubsequence(TestElements.frames("left"))
        .containsSubsequence(TestElements.frames("right"))
        .filteredOn(call -> call.contains(" byte "))
        .hasSize(6);
  }

  @Test
  void shouldSayWhatIsWrongWithThoseOfAText() {
    String text =
        """
        pipeline:
          launch: "appsrc name=a ! fakesink name=out"
          ports:
            out: {element: test_source}
            b: {element: test_sink}
            a: {element: test_sorce, properties: {endless: true}}
        """;
    assertThatThrownBy(() -> open(text))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            wrong ->
                assertThat(wrong.problems())
                    .extracting(problem -> problem.toString().replaceFirst(".*module.yml", ""))
                    .containsExactly(
                        ":7:10: pipeline.ports.out: must be the name of an element appsrc in launch: out",
                        ":8:8: pipeline.ports.b: must be the name of an element fakesink in launch: b",
                        ":9:18: pipeline.ports.a.element: must be one of test_sink, test_source:"
                            + " element=test_sorce. Did you mean \"test_source\"?"));
  }

  @Test
  void shouldRefuseASourceAtTheEnd() {
    assertThatThrownBy(() -> open(SOURCE, SOURCE.replace("name: in", "name: two")))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            wrong ->
                assertThat(wrong.problems().getFirst().toString())
                    .endsWith(
                        "pipeline.sink.element: cannot be linked behind between: no common format,"
                            + " or no free pad: element=test_source"));
  }
}
