package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.config.ConfigTree;
import io.framegauge.telemetry.Telemetry;
import io.framegauge.telemetry.record.Build;
import io.framegauge.telemetry.record.StageCounts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.event.EOSEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A plugin whose source is saved again and again while a live source pushes 200 frames a second.
class HotReloadTest {
  private static final int RELOADS = Boolean.getBoolean("framegauge.long") ? 500 : 20;
  private static final int WARM_UP = Boolean.getBoolean("framegauge.long") ? 100 : 10;

  /// Makes a plugin that stays in memory stand out.
  private static final int CLASSES = 50;

  private static final int MOST_CLASSES = 300;
  private static final int MOST_THREADS = 5;
  private static final long MOST_METASPACE = 4 << 20;
  private static final long MOST_NATIVE = 12 << 20;

  private static final String MODULE =
      """
      name: reload
      parameters:
        dev_mode: true
        telemetry: {file: false, web: {enabled: false}, history_server: {enabled: false}}
      pipeline:
        source: {element: videotestsrc, name: cam, properties: {is-live: true, pattern: black}}
        elements:
          - {element: capsfilter, properties: {caps: "video/x-raw,format=GRAY8,width=16,height=16,framerate=200/1"}}
          - {element: identity, name: before}
          - {element: javafunc, name: user, class_name: Edited, source: Edited.java, kwargs: {label: a}}
          - {element: identity, name: after}
        sink: {element: fakesink, name: sink, properties: {sync: false}}
      """;

  private static final String PLUGIN =
      """
      import io.framegauge.pipeline.plugin.*;
      import io.framegauge.telemetry.metrics.*;

      public final class Edited implements Plugin {
        private final String label;
        private Counter seen;
        private Gauge version;
        private Families families;
        private boolean added;

        public Edited(String label) { this.label = label; }

        @Override public void start(PluginContext context) {
          families = context.families();
          count("started");
          START
          seen = families.counterFamily("seen", "", "", "label").labels(label);
          version = families.gaugeFamily("version", "", "").labels();
          context.collectors().register("own", readings -> {});
        }

        @Override public void sourceAdded(String source) {
          added = source.equals("cam");
          count("added");
        }

        @Override public void frame(Frame frame) {
          if (!added) throw new IllegalStateException("no source");
          seen.inc();
          version.set(VERSION);
        }

        @Override public void sourceRemoved(String source) { count("removed"); }

        @Override public void stop() { count("stopped"); }

        private void count(String what) { families.counterFamily(what, "", "").inc(1); }
        CLASSES
      }
      """;

  @TempDir private Path folder;
  private Path source;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("module.yml"), MODULE);
    source = folder.resolve("Edited.java");
    save(0, "");
  }

  /// As editors do: some write into the file, some put another one in its place.
  private void save(int version, String start) throws IOException {
    StringBuilder classes = new StringBuilder();
    for (int i = 0; i < CLASSES; i++) {
      classes.append(
          "static final class C%d { int i; } final C%d c%d = new C%d();\n".formatted(i, i, i, i));
    }
    String text =
        PLUGIN
            .replace("VERSION", Integer.toString(version))
            .replace("START", start)
            .replace("CLASSES", classes);
    if (version % 2 == 0) {
      Files.writeString(source, text);
    } else {
      Path other = Files.writeString(folder.resolve("Edited.java.new"), text);
      Files.move(other, source, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private ModuleRun open() throws IOException {
    Path file = folder.resolve("module.yml");
    ConfigTree tree = ModuleConfig.tree(file, List.of(), Map.of());
    ModuleConfig config = ModuleConfig.read(tree, folder);
    return Module.build(config, tree, folder.resolve("cache")).open(new Build("test", "25", "1"));
  }

  private static Element element(ModuleRun run, String name) {
    return run.built().elements().stream()
        .filter(measured -> measured.name().equals(name))
        .map(PipelineTelemetry.Measured::element)
        .findFirst()
        .orElseThrow();
  }

  private static double value(Telemetry telemetry, String family) {
    return telemetry.reader().families().stream()
        .filter(values -> values.name().equals(family))
        .flatMap(values -> values.series().stream())
        .mapToDouble(series ->
            family.equals("version") ? Double.longBitsToDouble(series.bits()) : series.bits())
        .findFirst()
        .orElse(-1);
  }

  private static StageCounts stage(Telemetry telemetry, String name) {
    return telemetry.reader().stages().stream()
        .filter(stage -> stage.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void awaitVersion(Telemetry telemetry, int version) {
    Await.until("version " + version, () -> value(telemetry, "version") == version);
  }

  private static long devThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("framegauge-dev"))
        .count();
  }

  /// What a plugin that stays in memory would add to.
  ///
  /// @param nativeBytes in use of the C library's heap
  private record Memory(long classes, long metaspaceBytes, long threads, long nativeBytes) {
    static Memory now() {
      System.gc();
      return new Memory(
          ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(pool -> pool.getName().equals("Metaspace"))
              .mapToLong(pool -> pool.getUsage().getUsed())
              .sum(),
          ManagementFactory.getThreadMXBean().getThreadCount(),
          MallocBytes.inUse());
    }

    boolean isNotMuchMoreThan(Memory before) {
      return classes - before.classes < MOST_CLASSES
          && metaspaceBytes - before.metaspaceBytes < MOST_METASPACE
          && threads - before.threads < MOST_THREADS
          && nativeBytes - before.nativeBytes < MOST_NATIVE;
    }
  }

  @Test
  void shouldLoseNoFrameAndNoSeriesAndNoMemoryOverManyReloads() throws IOException {
    try (ModuleRun run = open()) {
      Telemetry telemetry = run.telemetry();
      Handoffs before = Handoffs.of(element(run, "before"));
      Handoffs after = Handoffs.of(element(run, "after"));
      CompletableFuture<Ending> ending = CompletableFuture.supplyAsync(run::run);
      Memory warm = null;
      for (int version = 1; version <= WARM_UP + RELOADS; version++) {
        save(version, "");
        awaitVersion(telemetry, version);
        if (version == WARM_UP) {
          warm = Memory.now();
        }
      }
      Memory first = java.util.Objects.requireNonNull(warm);
      Await.until(
          "as much memory as after the first reloads: " + first + " in place of " + Memory.now(),
          () -> Memory.now().isNotMuchMoreThan(first));
      assertThat(devThreads()).isOne();

      run.built().pipeline().sendEvent(new EOSEvent());

      assertThat(ending.join()).isEqualTo(new Ending.EndOfStream());
      int plugins = 1 + WARM_UP + RELOADS;
      assertThat(before.count()).isPositive().isEqualTo(after.count());
      assertThat(value(telemetry, "seen")).isEqualTo((double) before.count());
      assertThat(stage(telemetry, "sink").frames()).isEqualTo(before.count());
      assertThat(stage(telemetry, "user").dropped()).isZero();
      assertThat(value(telemetry, "started")).isEqualTo(plugins);
      assertThat(value(telemetry, "added")).isEqualTo(plugins);
      assertThat(value(telemetry, "stopped")).isEqualTo(plugins);
      assertThat(value(telemetry, "removed")).isOne();
      assertThat(value(telemetry, "framegauge_plugin_errors")).isZero();
      assertThat(devThreads()).isZero();
    }
  }

  @Test
  void shouldGoOnWithTheOldOneWhenTheNewOneCannotStart() throws IOException {
    try (ModuleRun run = open()) {
      Telemetry telemetry = run.telemetry();
      CompletableFuture<Ending> ending = CompletableFuture.supplyAsync(run::run);
      Await.until("frames", () -> value(telemetry, "seen") > 5);

      save(1, "if (true) throw new IllegalStateException();");
      Await.until("an attempt", () -> value(telemetry, "started") == 2);
      double then = value(telemetry, "seen");
      Await.until("more frames", () -> value(telemetry, "seen") > then + 5);
      assertThat(value(telemetry, "version")).isZero();
      assertThat(value(telemetry, "stopped")).isEqualTo(-1);

      save(2, "");
      awaitVersion(telemetry, 2);
      Await.until("the old one is stopped", () -> value(telemetry, "stopped") == 1);
      run.stop();
      assertThat(ending.join()).isEqualTo(new Ending.Stopped());
      assertThat(value(telemetry, "stopped")).isEqualTo(2);
      assertThat(value(telemetry, "framegauge_plugin_errors")).isZero();
    }
  }

  @Test
  void shouldReloadAPluginOffTheStreamingThread() throws IOException {
    Files.writeString(
        folder.resolve("module.yml"), MODULE.replace("kwargs:", "off_thread: true, kwargs:"));
    try (ModuleRun run = open()) {
      Telemetry telemetry = run.telemetry();
      Handoffs after = Handoffs.of(element(run, "after"));
      CompletableFuture<Ending> ending = CompletableFuture.supplyAsync(run::run);
      for (int version = 1; version <= 5; version++) {
        save(version, "");
        awaitVersion(telemetry, version);
      }

      run.built().pipeline().sendEvent(new EOSEvent());

      assertThat(ending.join()).isEqualTo(new Ending.EndOfStream());
      assertThat(value(telemetry, "seen") + value(telemetry, "framegauge_plugin_skipped_frames"))
          .isEqualTo((double) after.count());
      assertThat(value(telemetry, "started")).isEqualTo(6);
      assertThat(value(telemetry, "stopped")).isEqualTo(6);
      assertThat(value(telemetry, "removed")).isOne();
      assertThat(value(telemetry, "framegauge_plugin_errors")).isZero();
    }
  }
}
