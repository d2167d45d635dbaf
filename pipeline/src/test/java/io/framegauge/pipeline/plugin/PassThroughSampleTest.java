package io.framegauge.pipeline.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.config.ConfigTree;
import io.framegauge.config.ModuleFile;
import io.framegauge.config.Section;
import io.framegauge.telemetry.counter.Limits;
import io.framegauge.telemetry.counter.LiveCounters;
import io.framegauge.telemetry.history.History;
import io.framegauge.telemetry.history.Page;
import io.framegauge.telemetry.metrics.Collectors;
import io.framegauge.telemetry.metrics.ExtraLabels;
import io.framegauge.telemetry.metrics.Families;
import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StageStat;
import io.framegauge.telemetry.record.StatRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// The plugins of `samples/pass_through_processing`, compiled and driven without a pipeline.
class PassThroughSampleTest {
  private static final Path SAMPLE = Path.of("../samples/pass_through_processing");

  @TempDir private Path folder;
  private final Families families =
      new Families(
          LiveCounters.create("test", new UUID(1, 2), Limits.of(4, 100), 0, 0, 0).series(),
          ExtraLabels.NONE);
  private final Kept history = new Kept();
  private PluginLoader loader;

  /// Keeps one record at most.
  private static final class Kept implements History {
    private Optional<StatRecord> record = Optional.empty();

    @Override
    public Page latest(int count, long beforeId) {
      return new Page(-1, -1, false, false, record.stream().toList());
    }

    @Override
    public Page newerThan(long id, int limit) {
      return latest(limit, Long.MAX_VALUE);
    }

    @Override
    public Page window(long fromMillis, long toMillis, int limit, long beforeId) {
      return latest(limit, beforeId);
    }

    @Override
    public Optional<StatRecord> newest(RecordType type) {
      return record;
    }
  }

  @BeforeEach
  void create() {
    loader = new PluginLoader(folder);
  }

  private Plugin started(String yaml) throws Exception {
    Loading loading = Loading.of(loader, SAMPLE, yaml);
    assertThat(loading.problems()).isEmpty();
    Plugin plugin = loading.plugin().orElseThrow();
    plugin.start(
        new PluginContext(
            "p",
            LoggerFactory.getLogger("p"),
            families,
            new Collectors(families, Collectors.TIMEOUT),
            history));
    plugin.sourceAdded("city-traffic");
    return plugin;
  }

  private Plugin tracker(int patience) throws Exception {
    return started(
        "{class_name: Tracker, source: Tracker.java,"
            + " kwargs: {label: person, overlap: 0.3, patience: %d}}".formatted(patience));
  }

  private static List<Integer> ids(Plugin plugin, int[]... boxes) throws Exception {
    MemoryFrame frame = MemoryFrame.of(boxes);
    plugin.frame(frame);
    assertThat(frame.objects()).extracting(FrameObject::label).containsOnly("person");
    return frame.ids();
  }

  private static int[] at(int x, int y) {
    return new int[] {x, y, 40, 80};
  }

  @Test
  void shouldLoadEveryPluginThatTheModuleNames() {
    ConfigTree tree =
        ModuleFile.read(SAMPLE.resolve("module.yml"), "default.yml", "{}", List.of(), Map.of());
    List<Plugin> plugins = new ArrayList<>();
    for (Section element : tree.root().section("pipeline").sections("elements")) {
      plugins.addAll(plugins(element));
      for (Section inGroup : element.section("group").sections("elements")) {
        plugins.addAll(plugins(inGroup));
      }
    }

    assertThat(tree.problems().list()).isEmpty();
    assertThat(plugins)
        .extracting(plugin -> plugin.getClass().getName())
        .containsExactly("Tracker", "DrawBoxes");
  }

  private List<Plugin> plugins(Section element) {
    if (!element.has("class_name")) {
      return List.of();
    }
    PluginSpec spec =
        new PluginSpec(
            element.text("class_name").orElseThrow(),
            element.text("source").map(SAMPLE::resolve),
            Optional.empty(),
            element.section("kwargs"),
            OnError.STOP,
            Optional.empty(),
            OptionalInt.empty(),
            element);
    return loader.load(spec).stream().toList();
  }

  @Test
  void shouldReadTheFetchedVideoUnlessToldOtherwise() {
    assertThat(uri(Map.of("FRAMEGAUGE_HOME", "/opt/framegauge")))
        .contains("/opt/framegauge/.framegauge/videos/vtest.avi");
    assertThat(uri(Map.of())).contains("./.framegauge/videos/vtest.avi");
    assertThat(uri(Map.of("SOURCE_URI", "rtsp://camera/1"))).contains("rtsp://camera/1");
  }

  private static Optional<String> uri(Map<String, String> environment) {
    return ModuleFile.read(
            SAMPLE.resolve("module.yml"), "default.yml", "{}", List.of(), environment)
        .root()
        .section("pipeline")
        .sections("source")
        .getFirst()
        .section("group")
        .sections("elements")
        .getFirst()
        .section("properties")
        .text("uri");
  }

  @Test
  void shouldFollowObjectsWhateverTheirOrder() throws Exception {
    Plugin tracker = tracker(10);

    assertThat(ids(tracker, at(300, 10), at(10, 10))).containsExactly(2, 1);
    assertThat(ids(tracker, at(15, 12), at(295, 8))).containsExactly(1, 2);
    assertThat(ids(tracker, at(600, 300), at(20, 14))).containsExactly(3, 1);
    assertThat(ids(tracker, at(20, 14), at(292, 8), at(600, 300))).containsExactly(1, 2, 3);
  }

  @Test
  void shouldGiveTheNearestOfTwoObjectsTheNumber() throws Exception {
    Plugin tracker = tracker(10);

    assertThat(ids(tracker, at(100, 100))).containsExactly(1);
    assertThat(ids(tracker, at(110, 100), at(102, 100))).containsExactly(2, 1);
    assertThat(ids(tracker, at(100, 100), at(100, 100))).containsExactly(1, 2);
  }

  @Test
  void shouldForgetObjectsOutOfSight() throws Exception {
    Plugin tracker = tracker(2);

    assertThat(ids(tracker, at(0, 0))).containsExactly(1);
    assertThat(ids(tracker, at(500, 0))).containsExactly(2);
    assertThat(ids(tracker, at(500, 0))).containsExactly(2);
    assertThat(ids(tracker, at(0, 0))).containsExactly(1);
    ids(tracker, at(500, 0));
    ids(tracker, at(500, 0));
    ids(tracker, at(500, 0));
    assertThat(ids(tracker, at(0, 0))).containsExactly(3);
    tracker.sourceEnd("city-traffic");
    assertThat(ids(tracker, at(0, 0))).containsExactly(4);
  }

  @Test
  void shouldCountFramesAndSumQueueLengths() throws Exception {
    Plugin tracker = tracker(10);
    tracker.frame(MemoryFrame.of());
    assertThat(families.findGaugeFamily("total_queue_length").orElseThrow().get()).hasValue(0);

    history.record =
        Optional.of(
            new StatRecord(
                7,
                RecordType.FRAME,
                0,
                0,
                1,
                0,
                List.of(
                    stage("a", OptionalLong.of(3)),
                    stage("b", OptionalLong.empty()),
                    stage("c", OptionalLong.of(4)))));
    tracker.frame(MemoryFrame.of());

    assertThat(families.findGaugeFamily("total_queue_length").orElseThrow().get()).hasValue(7);
    assertThat(families.findCounterFamily("frames_per_source").orElseThrow().get("city-traffic"))
        .hasValue(2);
  }

  private static StageStat stage(String name, OptionalLong queueLength) {
    return new StageStat(name, queueLength, 0, 0, 0, List.of());
  }

  @Test
  void shouldDrawBoxesCutAtTheEdges() throws Exception {
    Plugin draw =
        started(
            "{class_name: DrawBoxes, source: DrawBoxes.java,"
                + " kwargs: {color: \"#00ff00\", thickness: 1}}");
    MemoryFrame frame = new MemoryFrame(8, 6, "RGB");
    frame.add("person", 1, 1, 4, 3);
    frame.add("person", 6, 4, 5, 5);
    frame.add("person", -2, 4, 4, 1);
    draw.frame(frame);

    assertThat(frame.picture())
        .containsExactly(
            "........", //
            ".####...",
            ".#..#...",
            ".####...",
            "##....##",
            "......#.");
  }

  @Test
  void shouldLeaveFramesAloneThatHaveNoObjects() throws Exception {
    Plugin draw =
        started(
            "{class_name: DrawBoxes, source: DrawBoxes.java,"
                + " kwargs: {color: \"#00ff00\", thickness: 2}}");
    MemoryFrame frame = new MemoryFrame(8, 6, "RGB");
    draw.frame(frame);

    assertThat(frame.written()).isFalse();
    assertThatThrownBy(() -> draw.frame(new MemoryFrame(8, 6, "GRAY8")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("frames must be RGB: format=GRAY8");
  }

  @Test
  void shouldRefuseArgumentsWithTheirPlace() {
    assertThat(
            Loading.of(
                    loader,
                    SAMPLE,
                    "{class_name: DrawBoxes, source: DrawBoxes.java,"
                        + " kwargs: {color: green, thickness: 2}}")
                .shown())
        .startsWith(
            "m.yml:1:14: class_name: DrawBoxes threw IllegalArgumentException:"
                + " must look like #00ff00: color=green (DrawBoxes.java:");
  }
}
