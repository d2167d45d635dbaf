package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.config.ConfigTree;
import io.framegauge.pipeline.plugin.Frame;
import io.framegauge.pipeline.plugin.Plugin;
import io.framegauge.pipeline.plugin.PluginLoader;
import io.framegauge.pipeline.plugin.PluginSpec;
import io.framegauge.telemetry.Telemetry;
import io.framegauge.telemetry.record.Build;
import io.framegauge.telemetry.record.DropReason;
import io.framegauge.telemetry.record.StageCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.Format;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.Pad;
import org.freedesktop.gstreamer.PadProbeReturn;
import org.freedesktop.gstreamer.PadProbeType;
import org.freedesktop.gstreamer.Structure;
import org.freedesktop.gstreamer.event.EOSEvent;
import org.freedesktop.gstreamer.event.SeekFlags;
import org.freedesktop.gstreamer.event.SeekType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trap 46: one run with every cause of drops, each against a count taken outside the product.
class EveryDropTest {
  private static final boolean LONG = Boolean.getBoolean("framegauge.long");
  private static final int BUFFERS = LONG ? 1_000_000 : 20_000;
  private static final int INSIDE = 20;

  /// Drops some frames, throws on others, and counts both.
  public static final class Unreliable implements Plugin {
    private int seen;
    private volatile long dropped;
    private volatile long threw;

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one streaming thread writes
    public void frame(Frame frame) {
      seen++;
      if (seen % 101 == 0) {
        dropped++;
        frame.drop();
      } else if (seen % 1009 == 0) {
        threw++;
        throw new IllegalStateException("on purpose");
      }
    }
  }

  @TempDir private Path folder;
  private final Unreliable plugin = new Unreliable();

  @Test
  void shouldBalanceWithEveryCauseOfDropsInOneRun() throws IOException {
    Gst.init("framegauge-test");
    ModuleConfig config = config();
    BuiltPipeline built =
        new PipelineBuilder("every-drop", JavaElements.found())
            .build(config.pipeline())
            .orElseThrow();
    PluginSpec spec = ((PipelineSpec.Text) config.pipeline()).plugins().get("p");
    PluginStage stage =
        new PluginStage(
            "p",
            element(built, "p"),
            java.util.Objects.requireNonNull(spec),
            plugin,
            Optional.empty());
    try (ModuleRun run =
        new ModuleRun(
            built,
            new PluginStages(List.of(stage), new PluginLoader(folder)),
            Telemetry.open("every-drop", config.telemetry(), new Build("test", "25", "1")))) {
      Counts counts = new Counts(built);
      CompletableFuture<Ending> ending = CompletableFuture.supplyAsync(run::run);
      long rated = disturb(built, counts);
      assertThat(joined(ending)).isEqualTo(new Ending.EndOfStream());
      rated += counts.ratedAtTheEnd.get();

      check(run.telemetry().reader().stages(), counts, rated);
    }
  }

  private static Ending joined(CompletableFuture<Ending> ending) {
    try {
      return ending.join();
    } catch (CompletionException failed) {
      throw new AssertionError(failed);
    }
  }

  private ModuleConfig config() throws IOException {
    String module =
        """
        name: every-drop
        parameters:
          telemetry:
            {file: false, metrics: {time_period: 1}, web: {enabled: false}, history_server: {enabled: false}}
        pipeline:
          launch: >-
            videotestsrc pattern=black num-buffers=%d
            ! video/x-raw,format=GRAY8,width=16,height=16,framerate=20000/1 ! identity name=a
            ! valve name=v ! identity name=b ! identity name=p ! identity name=c
            ! videorate name=r ! video/x-raw,framerate=15000/1 ! identity name=d
            ! queue name=f max-size-buffers=%d max-size-bytes=0 max-size-time=0 ! identity name=e
            ! queue name=q leaky=downstream max-size-buffers=10 ! identity name=g
            ! fakesink name=s sync=true max-lateness=500000 qos=true
          plugins:
            p: {class_name: '%s', on_error: drop}
        """
            .formatted(BUFFERS, INSIDE, Unreliable.class.getName());
    Path file = folder.resolve("module.yml");
    Files.writeString(file, module);
    ConfigTree tree = ModuleConfig.tree(file, List.of(), Map.of());
    return ModuleConfig.read(tree, folder);
  }

  private static Element element(BuiltPipeline built, String name) {
    return built.pipeline().getElementByName(name);
  }

  /// What left each `identity`, what the sink rendered, what the `videorate` dropped.
  private record Counts(
      Handoffs a,
      Handoffs b,
      Handoffs c,
      Handoffs d,
      Handoffs e,
      Handoffs g,
      Handoffs s,
      AtomicLong ratedAtTheEnd) {
    Counts(BuiltPipeline built) {
      this(
          of(built, "a"),
          of(built, "b"),
          of(built, "c"),
          of(built, "d"),
          of(built, "e"),
          of(built, "g"),
          of(built, "s"),
          ratedAtTheEnd(element(built, "r")));
    }

    /// What the `videorate` says when the end of the stream leaves it; it forgets it with a flush
    /// and when it is stopped.
    private static AtomicLong ratedAtTheEnd(Element rate) {
      AtomicLong dropped = new AtomicLong();
      rate.getStaticPad("src")
          .addEventProbe((pad, event) -> {
            if (event instanceof EOSEvent) {
              dropped.set((long) rate.get("drop"));
            }
            return PadProbeReturn.OK;
          });
      return dropped;
    }

    private static Handoffs of(BuiltPipeline built, String name) {
      return Handoffs.of(element(built, name));
    }
  }

  /// Closes and opens the valve, and flushes in the middle of it; ends when the sink has what is to
  /// come.
  ///
  /// @return what the `videorate` says to have dropped before the flush
  private static long disturb(BuiltPipeline built, Counts counts) {
    long rated = 0;
    for (int part = 1; part < 10; part++) {
      long until = (long) BUFFERS * part / 10;
      Await.until("part " + part, () -> counts.a.count() >= until);
      if (part == 6) {
        rated = flush(built, counts);
      }
      element(built, "v").set("drop", part % 3 == 1);
    }
    return rated;
  }

  /// Holds the flow at the queue `f` until that is full and all else is at rest, and seeks.
  private static long flush(BuiltPipeline built, Counts counts) {
    Pad held = element(built, "f").getStaticPad("src");
    AtomicInteger waiting = new AtomicInteger();
    Pad.PROBE hold =
        (pad, info) -> {
          waiting.incrementAndGet();
          return PadProbeReturn.OK;
        };
    held.addProbe(EnumSet.of(PadProbeType.BLOCK, PadProbeType.BUFFER), hold);
    // Inside the queue, one more on its way in, one on its way out.
    Await.until(
        "the queue f is full",
        () -> waiting.get() == 1 && counts.d.count() - counts.e.count() == INSIDE + 2);
    Element sink = element(built, "s");
    Await.until(
        "the sink has what was on its way",
        () -> inQueue(built) == 0 && taken(sink) == counts.g.count());
    long rated = (long) element(built, "r").get("drop");
    boolean sought =
        built
            .pipeline()
            .seek(
                1.0,
                Format.TIME,
                EnumSet.of(SeekFlags.FLUSH, SeekFlags.ACCURATE),
                SeekType.SET,
                0,
                SeekType.NONE,
                -1);
    held.removeProbe(hold);
    assertThat(sought).isTrue();
    return rated;
  }

  private static int inQueue(BuiltPipeline built) {
    return (int) element(built, "q").get("current-level-buffers");
  }

  /// What the sink says to have rendered or dropped.
  private static long taken(Element sink) {
    Structure stats = (Structure) sink.get("stats");
    return ((Number) stats.getValue("rendered")).longValue()
        + ((Number) stats.getValue("dropped")).longValue();
  }

  private void check(List<StageCounts> stages, Counts counts, long rated) {
    assertThat(dropped(stages, "v", DropReason.VALVE))
        .isEqualTo(counts.a.count() - counts.b.count())
        .isPositive();
    assertThat(dropped(stages, "p", DropReason.PLUGIN)).isEqualTo(plugin.dropped).isPositive();
    assertThat(dropped(stages, "p", DropReason.ERROR)).isEqualTo(plugin.threw).isPositive();
    assertThat(plugin.dropped + plugin.threw).isEqualTo(counts.b.count() - counts.c.count());
    assertThat(dropped(stages, "r", DropReason.RATE)).isEqualTo(rated).isPositive();
    assertThat(dropped(stages, "f", DropReason.FLUSH))
        .isEqualTo(counts.d.count() - counts.e.count())
        .isEqualTo(INSIDE + 2);
    // One may have been between the queue and what stands behind it when the flush came.
    assertThat(dropped(stages, "q", DropReason.FLUSH)).isBetween(0L, 1L);
    assertThat(dropped(stages, "q", DropReason.LEAKY) + dropped(stages, "q", DropReason.FLUSH))
        .isEqualTo(counts.e.count() - counts.g.count());
    assertThat(dropped(stages, "s", DropReason.LATE))
        .isEqualTo(counts.g.count() - counts.s.count());
    assertThat(stages)
        .allSatisfy(
            stage -> assertThat(stage.drops().getOrDefault(DropReason.UNEXPLAINED, 0L)).isZero());
  }

  private static long dropped(List<StageCounts> stages, String stage, DropReason reason) {
    return stages.stream()
        .filter(counts -> counts.name().equals(stage))
        .findFirst()
        .orElseThrow()
        .drops()
        .getOrDefault(reason, -1L);
  }
}
