package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.config.ConfigTree;
import io.framegauge.pipeline.plugin.Frame;
import io.framegauge.pipeline.plugin.Plugin;
import io.framegauge.pipeline.plugin.PluginContext;
import io.framegauge.telemetry.Telemetry;
import io.framegauge.telemetry.record.Build;
import io.framegauge.telemetry.record.DropReason;
import io.framegauge.telemetry.record.FamilyValues;
import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StageCounts;
import io.framegauge.telemetry.record.StatRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Plugins that throw what nobody expects, and plugins that do not return.
class UnrulyPluginTest {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static volatile CountDownLatch release = new CountDownLatch(1);

  @TempDir private Path folder;

  @BeforeEach
  void block() {
    release = new CountDownLatch(1);
  }

  @AfterEach
  void unblock() {
    release.countDown();
  }

  /// Throws on every third frame.
  public static final class Thrower implements Plugin {
    private final String what;
    private int seen;

    public Thrower(String what) {
      this.what = what;
    }

    /// Cannot be initialised: an error of linkage, at first and ever after.
    private static final class Broken {
      static final int LENGTH = Integer.parseInt("none");
    }

    @Override
    public void frame(Frame frame) throws Exception {
      if (++seen % 3 != 0) {
        return;
      }
      switch (what) {
        case "checked" -> throw new IOException("on purpose");
        case "unchecked" -> throw new IllegalStateException("on purpose");
        case "overflow" -> deeper(frame, 0);
        case "linkage" -> frame.add("x", 0, 0, Broken.LENGTH, 1);
        case "missing" -> throw new NoClassDefFoundError("org/example/Gone");
        case "library" -> Integer.parseInt("none");
        case "speechless" -> throw new Speechless();
        default -> throw new AssertionError(what);
      }
    }

    @SuppressWarnings("InfiniteRecursion") // on purpose
    private int deeper(Frame frame, int depth) {
      return frame.width() + deeper(frame, depth + 1) + 1;
    }
  }

  /// Cannot even be shown.
  private static final class Speechless extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no words");
    }
  }

  /// Blocks in one callback until the test ends.
  public static final class Blocker implements Plugin {
    private final String where;
    private final boolean stubborn;
    private int seen;

    public Blocker(String where, boolean stubborn) {
      this.where = where;
      this.stubborn = stubborn;
    }

    private void in(String callback) {
      while (callback.equals(where) && release.getCount() > 0) {
        try {
          release.await();
        } catch (InterruptedException e) {
          if (!stubborn) {
            throw new IllegalStateException(e);
          }
        }
      }
    }

    @Override
    public void start(PluginContext context) {
      in("start");
    }

    @Override
    public void frame(Frame frame) {
      if (++seen == 6) {
        in("frame");
      }
    }

    @Override
    public void stop() {
      in("stop");
    }
  }

  private static final String TELEMETRY =
      "{file: false, metrics: {frame_period: 5, time_period: 3600, stall_after: 0.3},"
          + " web: {enabled: false}, history_server: {enabled: false}}";

  private ModuleRun open(String source, String plugin) throws IOException {
    String yaml =
        """
        name: test
        parameters: {telemetry: %s}
        pipeline:
          source: {element: videotestsrc, name: cam, properties: {%s}}
          elements:
            - {element: capsfilter, properties: {caps: "video/x-raw,format=RGB,width=32,height=16,framerate=100/1"}}
            - {element: javafunc, name: user, class_name: '%s$%s}
          sink: {element: fakesink, name: sink, properties: {sync: false}}
        """
            .formatted(TELEMETRY, source, UnrulyPluginTest.class.getName(), plugin);
    Path file = Files.writeString(folder.resolve("module.yml"), yaml);
    ConfigTree tree = ModuleConfig.tree(file, List.of(), Map.of());
    ModuleConfig config = ModuleConfig.read(tree, folder);
    return Module.build(config, tree, folder.resolve("cache")).open(new Build("test", "25", "1"));
  }

  private static StageCounts stage(Telemetry telemetry, String name) {
    return telemetry.reader().stages().stream()
        .filter(stage -> stage.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static long entered(Telemetry telemetry) {
    return telemetry.reader().stages().stream()
        .filter(stage -> stage.name().equals("user"))
        .mapToLong(StageCounts::frames)
        .sum();
  }

  private static List<FamilyValues.SeriesValue> series(Telemetry telemetry, String family) {
    return telemetry.reader().families().stream()
        .filter(values -> values.name().equals(family))
        .flatMap(values -> values.series().stream())
        .toList();
  }

  private static double blocked(Telemetry telemetry) {
    return series(telemetry, "framegauge_plugin_blocked").stream()
        .mapToDouble(series -> Double.longBitsToDouble(series.bits()))
        .findFirst()
        .orElse(-1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"checked", "unchecked", "overflow", "linkage", "missing", "library", "speechless"})
  void shouldContainWhateverAPluginThrowsAsItsPolicySays(String what) throws IOException {
    String plugin = "Thrower', kwargs: {what: " + what + "}, on_error: ";
    try (ModuleRun drop = open("num-buffers: 30", plugin + "drop");
        ModuleRun pass = open("num-buffers: 30", plugin + "pass");
        ModuleRun stop = open("num-buffers: 30", plugin + "stop")) {
      assertThat(drop.run()).isEqualTo(new Ending.EndOfStream());
      assertThat(stage(drop.telemetry(), "sink").frames()).isEqualTo(20);
      assertThat(stage(drop.telemetry(), "user").drops()).containsEntry(DropReason.ERROR, 10L);

      assertThat(pass.run()).isEqualTo(new Ending.EndOfStream());
      assertThat(stage(pass.telemetry(), "sink").frames()).isEqualTo(30);
      assertThat(stage(pass.telemetry(), "user").dropped()).isZero();
      assertThat(series(pass.telemetry(), "framegauge_plugin_errors"))
          .extracting(FamilyValues.SeriesValue::bits)
          .containsExactly(10L);

      assertThat(stop.run())
          .isInstanceOfSatisfying(
              Ending.Failed.class,
              failed ->
                  assertThat(failed.message())
                      .startsWith("plugin user (")
                      .contains(" threw in frame: ", " at UnrulyPluginTest.java:"));
      assertThat(stage(stop.telemetry(), "sink").frames()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"frame, false", "frame, true", "stop, true"})
  void shouldNameAPluginThatBlocksAndStopAllTheSame(String where, boolean stubborn)
      throws Exception {
    String plugin = "Blocker', kwargs: {where: " + where + ", stubborn: " + stubborn + "}";
    try (ModuleRun run = open("is-live: true", plugin)) {
      Telemetry telemetry = run.telemetry();
      CompletableFuture<Ending> ending = CompletableFuture.supplyAsync(run::run);
      Await.until("frames", () -> entered(telemetry) >= 6);
      if (where.equals("frame")) {
        Await.until("blocked", () -> blocked(telemetry) == 1);
      }

      run.stop();

      assertThat(ending.get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS))
          .isEqualTo(new Ending.Stopped());
      long frames = stage(telemetry, "sink").frames();
      List<StatRecord> records = telemetry.history().newerThan(-1, 1000).records();
      assertThat(records.subList(records.size() - 2, records.size()))
          .extracting(StatRecord::type)
          .containsExactly(RecordType.FRAME, RecordType.TIMESTAMP);
      assertThat(records.getLast().frameNo()).isEqualTo(frames);
      if (where.equals("frame")) {
        assertThat(frames).isEqualTo(5);
      }
      assertThat(series(telemetry, "framegauge_plugin_errors"))
          .extracting(FamilyValues.SeriesValue::bits)
          .containsExactly(stubborn ? 0L : 1L);
    }
  }

  @Test
  void shouldTellThatABlockedPluginHasReturned() throws Exception {
    try (ModuleRun run =
        open("num-buffers: 10", "Blocker', kwargs: {where: frame, stubborn: true}")) {
      CompletableFuture<Ending> ending = CompletableFuture.supplyAsync(run::run);
      Await.until("blocked", () -> blocked(run.telemetry()) == 1);
      assertThat(ending).isNotDone();

      release.countDown();

      assertThat(ending.get()).isEqualTo(new Ending.EndOfStream());
      assertThat(blocked(run.telemetry())).isZero();
      assertThat(stage(run.telemetry(), "sink").frames()).isEqualTo(10);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldStopWhileAPluginBlocksInItsStart(boolean stubborn) throws Exception {
    try (ModuleRun run =
        open("is-live: true", "Blocker', kwargs: {where: start, stubborn: " + stubborn + "}")) {
      CompletableFuture<Ending> ending = CompletableFuture.supplyAsync(run::run);
      Await.until("blocked", () -> blocked(run.telemetry()) == 1);

      run.stop();

      assertThat(ending.get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS))
          .isEqualTo(new Ending.Stopped());
    }
  }
}
