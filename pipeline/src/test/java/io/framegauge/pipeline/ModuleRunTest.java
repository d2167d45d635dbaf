package io.framegauge.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.config.ConfigTree;
import io.framegauge.config.ConfigurationException;
import io.framegauge.pipeline.plugin.Frame;
import io.framegauge.pipeline.plugin.FrameObject;
import io.framegauge.pipeline.plugin.Plugin;
import io.framegauge.pipeline.plugin.PluginContext;
import io.framegauge.telemetry.metrics.CounterFamily;
import io.framegauge.telemetry.metrics.SeriesPolicy;
import io.framegauge.telemetry.record.Build;
import io.framegauge.telemetry.record.DropReason;
import io.framegauge.telemetry.record.FamilyValues;
import io.framegauge.telemetry.record.StageCounts;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleRunTest {
  private static final List<String> CALLS = Collections.synchronizedList(new ArrayList<>());

  @TempDir private Path folder;

  @BeforeEach
  void forget() {
    CALLS.clear();
  }

  /// Writes down each call; adds an object to each frame; drops every third.
  public static final class Witness implements Plugin {
    private final String label;
    private long seen;
    private @Nullable CounterFamily seenFrames;
    private @Nullable CounterFamily seenNow;

    public Witness(String label) {
      this.label = label;
    }

    @Override
    public void start(PluginContext context) {
      CALLS.add("start " + context.stageName());
      seenFrames = context.families().counterFamily("seen", "", "", "source_id");
      seenNow =
          context
              .families()
              .with(SeriesPolicy.expiringWith("source_id"))
              .counterFamily("seen_now", "", "", "source_id");
    }

    @Override
    public void sourceAdded(String sourceId) {
      CALLS.add("added " + sourceId);
    }

    @Override
    public void frame(Frame frame) {
      requireNonNull(seenFrames).inc(1, frame.sourceId());
      requireNonNull(seenNow).inc(1, frame.sourceId());
      FrameObject object = frame.add("thing", 1, 2, 3, 4);
      object.label(label);
      object.trackId((int) ++seen);
      assertThat(frame.width() + "x" + frame.height() + " " + frame.format())
          .isEqualTo("32x16 RGB");
      frame.writablePixels().set(ValueLayout.JAVA_BYTE, 0, (byte) 7);
      if (seen % 3 == 0) {
        frame.drop();
      }
    }

    @Override
    public void sourceEnd(String sourceId) {
      CALLS.add("end " + sourceId);
    }

    @Override
    public void sourceRemoved(String sourceId) {
      CALLS.add("removed " + sourceId);
    }

    @Override
    public void stop() {
      CALLS.add("stop");
    }
  }

  /// Reads what [Witness] left on the frames.
  public static final class Reader implements Plugin {
    private @Nullable FrameObject kept;
    private @Nullable MemorySegment pixels;

    @Override
    public void frame(Frame frame) {
      FrameObject object = frame.objects().getFirst();
      assertThat(object.label()).isEqualTo("person");
      assertThat(frame.pixels().get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 7);
      assertThat(frame.pixels().isReadOnly()).isTrue();
      FrameObject earlierObject = kept;
      MemorySegment earlierPixels = pixels;
      if (earlierObject != null && earlierPixels != null) {
        assertThatThrownBy(earlierObject::label).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> earlierPixels.get(ValueLayout.JAVA_BYTE, 0))
            .isInstanceOf(IllegalStateException.class);
      }
      kept = object;
      pixels = frame.pixels();
      CALLS.add("read " + object.trackId());
    }
  }

  /// Throws on the 6th frame and on no other.
  public static final class Thrower implements Plugin {
    private int seen;

    @Override
    public void frame(Frame frame) {
      if (++seen == 6) {
        throw new StackOverflowError("on purpose");
      }
    }
  }

  private static final String WITNESS = ModuleRunTest.class.getName() + "$Witness";
  private static final String READER = ModuleRunTest.class.getName() + "$Reader";
  private static final String THROWER = ModuleRunTest.class.getName() + "$Thrower";

  @Test
  void shouldShowFramesToPluginsInPlaceAndCountWhatTheyDrop() throws IOException {
    Result result =
        run(
            element("javafunc", "name: w, class_name: " + WITNESS + ", kwargs: {label: person}"),
            element("javafunc", "name: r, class_name: " + READER));

    assertThat(result.ending()).isEqualTo(new Ending.EndOfStream());
    assertThat(CALLS)
        .containsExactly(
            "start w",
            "added cam",
            "read 1",
            "read 2",
            "read 4",
            "read 5",
            "read 7",
            "read 8",
            "read 10",
            "end cam",
            "removed cam",
            "stop");
    assertThat(result.stage("w").frames()).isEqualTo(10);
    assertThat(result.stage("w").drops().get(DropReason.PLUGIN)).isEqualTo(3);
    assertThat(result.stage("w").objects()).isZero();
    assertThat(result.stage("r").frames()).isEqualTo(7);
    assertThat(result.stage("r").objects()).isEqualTo(7);
    assertThat(result.stage("w").residence().orElseThrow().matched()).isEqualTo(7);
    assertThat(result.stage("w").queueLength()).hasValue(0);
    assertThat(result.series("framegauge_stage_objects"))
        .containsEntry(List.of("r", "person"), 7L)
        .containsEntry(List.of("sink", "person"), 7L);
    assertThat(result.series("seen")).containsExactly(Map.entry(List.of("cam"), 10L));
    assertThat(result.series("seen_now")).isEmpty(); // its source is gone
  }

  @Test
  void shouldEndAsFailedWhenAPluginThrowsAndItsPolicyIsStop() throws IOException {
    Result result = run(element("javafunc", "name: t, class_name: " + THROWER));

    assertThat(result.ending()).isInstanceOf(Ending.Failed.class);
    assertThat(((Ending.Failed) result.ending()).message())
        .startsWith(
            "plugin t ("
                + THROWER
                + ") threw in frame: java.lang.StackOverflowError: on purpose at"
                + " ModuleRunTest.java:");
    assertThat(result.stage("sink").frames()).isEqualTo(5);
    assertThat(result.stage("t").drops().get(DropReason.ERROR)).isPositive();
    assertThat(result.series("framegauge_plugin_errors")).containsEntry(List.of("t"), 1L);
  }

  @Test
  void shouldDropTheFrameOnWhichAPluginThrewWhenItsPolicyIsDrop() throws IOException {
    Result result = run(element("javafunc", "name: t, on_error: drop, class_name: " + THROWER));

    assertThat(result.ending()).isEqualTo(new Ending.EndOfStream());
    assertThat(result.stage("sink").frames()).isEqualTo(9);
    assertThat(result.stage("t").drops().get(DropReason.ERROR)).isEqualTo(1);
  }

  @Test
  void shouldPassTheFrameOnWhichAPluginThrewWhenItsPolicyIsPass() throws IOException {
    Result result = run(element("javafunc", "name: t, on_error: pass, class_name: " + THROWER));

    assertThat(result.ending()).isEqualTo(new Ending.EndOfStream());
    assertThat(result.stage("sink").frames()).isEqualTo(10);
    assertThat(result.stage("t").drops().get(DropReason.ERROR)).isZero();
    assertThat(result.series("framegauge_plugin_errors")).containsEntry(List.of("t"), 1L);
  }

  /// A funnel tells the stream anew at each turn; behind a compositor nobody knows the source.
  @Test
  void shouldTellPluginsTheSourceOfEachFrame() throws IOException {
    Result result =
        runModule(
            """
            name: text
            parameters: {telemetry: %s}
            pipeline:
              launch: >-
                videotestsrc name=left num-buffers=10 ! video/x-raw,format=RGB,width=32,height=16
                ! queue ! f. videotestsrc name=right num-buffers=20
                ! video/x-raw,format=RGB,width=32,height=16 ! queue ! f.
                funnel name=f ! identity name=w ! fakesink name=sink
                compositor name=c ! video/x-raw,format=RGB,width=32,height=16 ! identity name=v
                ! fakesink name=other videotestsrc name=third num-buffers=5 ! c.
              plugins:
                w: {class_name: '%s', kwargs: {label: person}}
                v: {class_name: '%s', kwargs: {label: person}}
            """
                .formatted(NO_SERVERS, WITNESS, WITNESS));

    assertThat(result.ending()).isEqualTo(new Ending.EndOfStream());
    Map<List<String>, Long> seen = result.series("seen");
    assertThat(seen)
        .containsEntry(List.of("left"), 10L)
        .containsEntry(List.of("right"), 20L)
        .containsOnlyKeys(List.of("left"), List.of("right"), List.of(""));
    assertThat(CALLS)
        .containsOnlyOnce("added left", "added right", "added ")
        .containsOnlyOnce("end left", "end right", "removed left", "removed right");
  }

  @Test
  void shouldRunPluginsOnIdentitiesOfText() throws IOException {
    Result result =
        runModule(
            """
            name: text
            parameters: {telemetry: %s}
            pipeline:
              launch: >-
                videotestsrc name=cam num-buffers=10 ! video/x-raw,format=RGB,width=32,height=16
                ! identity name=w ! fakesink name=sink
              plugins:
                w: {class_name: '%s', kwargs: {label: person}}
            """
                .formatted(NO_SERVERS, WITNESS));

    assertThat(result.stage("w").drops().get(DropReason.PLUGIN)).isEqualTo(3);
    assertThat(result.stage("sink").frames()).isEqualTo(7);
  }

  @Test
  void shouldMeasureNothingWhenMetricsAreOff() throws IOException {
    Result result =
        runModule(
            """
            name: off
            parameters: {telemetry: {file: false, metrics: {enabled: false}, web: {enabled: false},
              history_server: {enabled: false}}}
            pipeline:
              source: {element: videotestsrc, name: cam, properties: {num-buffers: 10}}
              elements:
                - {element: capsfilter, properties: {caps: "video/x-raw,format=RGB,width=32,height=16"}}
                - {element: javafunc, name: w, class_name: '%s', kwargs: {label: person}}
              sink: {element: fakesink}
            """
                .formatted(WITNESS));

    assertThat(result.ending()).isEqualTo(new Ending.EndOfStream());
    assertThat(result.stages()).isEmpty();
    assertThat(result.records()).isZero();
    assertThat(CALLS).contains("added cam", "end cam", "stop");
  }

  @Test
  void shouldReportEverythingThatIsWrongAtOnce() {
    assertThatThrownBy(() ->
            runModule(
                """
                name: wrong
                parameters: {telemetry: %s}
                pipeline:
                  source: {element: videotestsrc, properties: {num-bufers: 10}}
                  elements:
                    - {element: queeue}
                    - {element: queue, properties: {max-size-buffers: -1}}
                    - {element: javafunc, class_name: '%s', kwargs: {lable: person}}
                  sink: {element: fakesink, properties: {sync: maybe}}
                """
                    .formatted(NO_SERVERS, WITNESS)))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            wrong ->
                assertThat(wrong.problems())
                    .extracting(problem -> problem.toString().replaceFirst("^.*?module.yml", ""))
                    .containsExactly(
                        ":4:60: pipeline.source.properties.num-bufers: unknown property of"
                            + " videotestsrc. Did you mean \"num-buffers\"?",
                        ":6:17: pipeline.elements[0].element: unknown element factory:"
                            + " element=queeue. Did you mean \"queue\" or \"queue2\"?",
                        ":7:55: pipeline.elements[1].properties.max-size-buffers: must be a whole"
                            + " number (0 to 4294967295): max-size-buffers=-1",
                        ":8:95: pipeline.elements[2].kwargs.label: missing key: label (text)",
                        ":8:96: pipeline.elements[2].kwargs.lable: unknown key. Did you mean"
                            + " \"label\"?",
                        ":9:48: pipeline.sink.properties.sync: must be true or false: sync=maybe"));
  }

  private static final String NO_SERVERS =
      "{file: false, metrics: {frame_period: 5}, web: {enabled: false}, history_server: {enabled: false}}";

  private static String element(String element, String rest) {
    return "    - {element: " + element + ", " + rest + "}\n";
  }

  private Result run(String... elements) throws IOException {
    return runModule(
        """
        name: test
        parameters: {telemetry: %s}
        pipeline:
          source: {element: videotestsrc, name: cam, properties: {num-buffers: 10}}
          elements:
            - {element: capsfilter, properties: {caps: "video/x-raw,format=RGB,width=32,height=16"}}
        %s  sink: {element: fakesink, name: sink, properties: {sync: false}}
        """
            .formatted(NO_SERVERS, String.join("", elements)));
  }

  private Result runModule(String yaml) throws IOException {
    Path file = folder.resolve("module.yml");
    Files.writeString(file, yaml);
    ConfigTree tree = ModuleConfig.tree(file, List.of(), Map.of());
    ModuleConfig config = ModuleConfig.read(tree, folder);
    Module module = Module.build(config, tree, folder.resolve("cache"));
    try (ModuleRun run = module.open(new Build("test", "25", "1"))) {
      Ending ending = run.run();
      return new Result(
          ending,
          run.telemetry().reader().stages(),
          run.telemetry().reader().families(),
          run.telemetry().history().newerThan(-1, 100).records().size());
    }
  }

  private record Result(
      Ending ending, List<StageCounts> stages, List<FamilyValues> families, int records) {
    StageCounts stage(String name) {
      return stages.stream().filter(stage -> stage.name().equals(name)).findFirst().orElseThrow();
    }

    Map<List<String>, Long> series(String family) {
      return families.stream()
          .filter(values -> values.name().equals(family))
          .findFirst()
          .orElseThrow()
          .series()
          .stream()
          .collect(
              java.util.stream.Collectors.toMap(
                  FamilyValues.SeriesValue::labelValues, FamilyValues.SeriesValue::bits));
    }
  }
}
