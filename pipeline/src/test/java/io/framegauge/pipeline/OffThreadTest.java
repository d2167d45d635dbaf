package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.config.ConfigurationException;
import io.framegauge.pipeline.plugin.Frame;
import io.framegauge.pipeline.plugin.FrameObject;
import io.framegauge.pipeline.plugin.Plugin;
import io.framegauge.pipeline.plugin.PluginContext;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plugins with a thread of their own, in real pipelines.
class OffThreadTest {
  private static final List<String> CALLS = Collections.synchronizedList(new ArrayList<>());
  private static final Set<String> THREADS = ConcurrentHashMap.newKeySet();
  private static final AtomicBoolean GO_ON = new AtomicBoolean();
  private static volatile CountDownLatch through = new CountDownLatch(1);

  @TempDir private Path folder;

  @BeforeEach
  void forget() {
    CALLS.clear();
    THREADS.clear();
    GO_ON.set(false);
    through = new CountDownLatch(1);
  }

  /// Puts on each frame its number: as a pixel, an object's track, and data.
  public static final class Numbers implements Plugin {
    private int seen;

    @Override
    public void frame(Frame frame) {
      seen++;
      frame.writablePixels().set(ValueLayout.JAVA_BYTE, 0, (byte) seen);
      FrameObject object = frame.add("face", seen, 2, 3, 4);
      object.trackId(seen);
      object.confidence(0.5);
      frame.data("number", seen);
    }
  }

  /// Takes off again what [Numbers] has put on, and says when the last frame has come through.
  public static final class Wipes implements Plugin {
    private final int last;
    private int seen;

    public Wipes(int last) {
      this.last = last;
    }

    @Override
    public void frame(Frame frame) {
      frame.writablePixels().set(ValueLayout.JAVA_BYTE, 0, (byte) -1);
      frame.objects().forEach(frame::remove);
      frame.removeData("number");
      if (++seen == last) {
        through.countDown();
      }
    }
  }

  /// Writes down what it sees of the copies.
  public static class Witness implements Plugin {
    @Override
    public void start(PluginContext context) {
      CALLS.add("start");
    }

    @Override
    public void sourceAdded(String sourceId) {
      CALLS.add("added " + sourceId);
      THREADS.add(Thread.currentThread().getName());
    }

    @Override
    public void frame(Frame frame) throws Exception {
      FrameObject object = frame.objects().getFirst();
      CALLS.add(
          "%d %s %s #%d %d,%d %dx%d %s"
              .formatted(
                  frame.pixels().get(ValueLayout.JAVA_BYTE, 0),
                  frame.data("number", Integer.class).orElseThrow(),
                  object.label(),
                  object.trackId(),
                  object.x(),
                  object.y(),
                  object.width(),
                  object.height(),
                  object.confidence()));
      assertThat(
              "%s %d %d %dx%d %s %d %d"
                  .formatted(
                      frame.sourceId(),
                      frame.dtsNanos(),
                      frame.durationNanos() / 1_000_000,
                      frame.width(),
                      frame.height(),
                      frame.format(),
                      frame.stride(0),
                      frame.pixels().byteSize()))
          .isEqualTo("cam -1 33 32x16 RGB 96 1536");
      THREADS.add(Thread.currentThread().getName());
    }

    @Override
    public void sourceEnd(String sourceId) {
      CALLS.add("end " + sourceId);
      THREADS.add(Thread.currentThread().getName());
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

  /// Waits in each frame until the last frame has come through the pipeline.
  public static final class Waiting extends Witness {
    @Override
    public void frame(Frame frame) throws Exception {
      assertThat(through.await(60, TimeUnit.SECONDS)).as("the flow goes on").isTrue();
      super.frame(frame);
    }
  }

  /// Looks at frames for longer than they take to come.
  public static final class Slow extends Witness {
    @Override
    public void frame(Frame frame) throws Exception {
      super.frame(frame);
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
      for (long left = 1; left > 0; left = end - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }
  }

  /// Comes back from no frame, whoever interrupts.
  public static final class Hanging extends Witness {
    @Override
    public void frame(Frame frame) throws Exception {
      super.frame(frame);
      while (!GO_ON.get()) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    }
  }

  /// Throws on the second frame.
  public static final class Thrower implements Plugin {
    private int seen;

    @Override
    public void frame(Frame frame) {
      CALLS.add("frame");
      if (++seen == 2) {
        throw new IllegalStateException("on purpose");
      }
    }
  }

  /// Tries everything that changes a frame, and to use frames that are over.
  public static final class Changer implements Plugin {
    private @Nullable Frame kept;
    private @Nullable FrameObject object;
    private @Nullable MemorySegment pixels;

    @Override
    public void frame(Frame frame) {
      Frame earlier = kept;
      FrameObject earlierObject = object;
      MemorySegment earlierPixels = pixels;
      if (earlier != null && earlierObject != null && earlierPixels != null) {
        over(earlier::pixels);
        over(earlier::objects);
        over(earlierObject::label);
        assertThatThrownBy(() -> earlierPixels.get(ValueLayout.JAVA_BYTE, 0))
            .isInstanceOf(IllegalStateException.class);
        CALLS.add("over");
      }
      kept = frame;
      object = frame.objects().getFirst();
      pixels = frame.pixels();
      assertThat(pixels.isReadOnly()).isTrue();
      refused("drop", frame::drop);
      refused("add", () -> frame.add("face", 1, 2, 3, 4));
      refused("remove", () -> frame.remove(frame.objects().getFirst()));
      refused("writablePixels", frame::writablePixels);
      refused("data", () -> frame.data("number", 5));
      refused("removeData", () -> frame.removeData("number"));
      refused("label", () -> frame.objects().getFirst().label("cat"));
      refused("trackId", () -> frame.objects().getFirst().trackId(5));
      refused("confidence", () -> frame.objects().getFirst().confidence(1));
      refused("box", () -> frame.objects().getFirst().box(1, 2, 3, 4));
    }

    private static void refused(String call, ThrowingCallable of) {
      assertThatThrownBy(of)
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessage(
              "a plugin off the streaming thread sees a copy and cannot change the frame: call="
                  + call);
    }

    private static void over(ThrowingCallable of) {
      assertThatThrownBy(of)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("a frame is only valid during the callback it was given to, on its thread");
    }
  }

  private static String plugin(Class<? extends Plugin> type, String rest) {
    return "element: javafunc, name: %s, class_name: '%s'%s"
        .formatted(type.getSimpleName(), type.getName(), rest);
  }

  private static String wipes(int frames) {
    return plugin(Wipes.class, ", kwargs: {last: %d}".formatted(frames));
  }

  @Test
  void shouldShowEveryFrameInOrderAsItWasAtItsPlace() throws IOException {
    PluginRun run =
        PluginRun.of(
            folder,
            50,
            plugin(Numbers.class, ""),
            plugin(Witness.class, ", off_thread: {queue: 50}"),
            wipes(50));

    List<String> expected = new ArrayList<>(List.of("start", "added cam"));
    for (int number = 1; number <= 50; number++) {
      expected.add("%1$d %1$d face #%1$d %1$d,2 3x4 0.5".formatted(number));
    }
    expected.addAll(List.of("end cam", "removed cam", "stop"));
    assertThat(CALLS).containsExactlyElementsOf(expected);
    assertThat(THREADS).containsExactly("framegauge-plugin-Witness");
    assertThat(run.ending()).isEqualTo(new Ending.EndOfStream());
    assertThat(run.count("framegauge_plugin_skipped_frames")).isZero();
    assertThat(run.count("framegauge_plugin_errors")).isZero();
  }

  /// One place is taken by the frame that the plugin waits in, the other by the next.
  @Test
  void shouldSkipAndCountWhatDoesNotFitAndNeverHoldTheFlow() throws IOException {
    PluginRun run =
        PluginRun.of(
            folder,
            100,
            plugin(Numbers.class, ""),
            plugin(Waiting.class, ", off_thread: {queue: 2}"),
            wipes(100));

    assertThat(run.stage("sink").frames()).isEqualTo(100);
    assertThat(CALLS)
        .containsExactly(
            "start",
            "added cam",
            "1 1 face #1 1,2 3x4 0.5",
            "2 2 face #2 2,2 3x4 0.5",
            "end cam",
            "removed cam",
            "stop");
    assertThat(run.count("framegauge_plugin_skipped_frames")).isEqualTo(98);
  }

  @Test
  void shouldSkipWhatIsLeftWhenThePipelineStops() throws IOException {
    PluginRun run =
        PluginRun.of(
            folder,
            200,
            plugin(Numbers.class, ""),
            plugin(Slow.class, ", off_thread: {queue: 100}"),
            wipes(200));

    long seen = CALLS.stream().filter(call -> call.contains("face")).count();
    assertThat(seen).isBetween(1L, 199L);
    assertThat(run.count("framegauge_plugin_skipped_frames")).isEqualTo(200 - seen);
    assertThat(CALLS).endsWith("end cam", "removed cam", "stop");
  }

  @Test
  void shouldLeaveAPluginBehindThatDoesNotReturn() throws IOException {
    PluginRun run =
        PluginRun.of(
            folder,
            20,
            plugin(Numbers.class, ""),
            plugin(Hanging.class, ", off_thread: true"),
            wipes(20));
    List<String> before = List.copyOf(CALLS);
    GO_ON.set(true);

    assertThat(run.ending()).isEqualTo(new Ending.EndOfStream());
    assertThat(run.stage("sink").frames()).isEqualTo(20);
    assertThat(before).containsExactly("start", "added cam", "1 1 face #1 1,2 3x4 0.5");
  }

  @Test
  void shouldRefuseChangesAndFramesThatAreOver() throws IOException {
    PluginRun run =
        PluginRun.of(
            folder,
            10,
            plugin(Numbers.class, ""),
            plugin(Changer.class, ", off_thread: {queue: 10}, on_error: stop"),
            wipes(10));

    assertThat(run.ending()).isEqualTo(new Ending.EndOfStream());
    assertThat(CALLS).hasSize(9).containsOnly("over");
  }

  @Test
  void shouldEndOrGoOnWhenAPluginThrowsAsItsPolicySays() throws IOException {
    PluginRun passed =
        PluginRun.of(folder, 5, plugin(Thrower.class, ", off_thread: {queue: 5}, on_error: pass"));
    assertThat(passed.ending()).isEqualTo(new Ending.EndOfStream());
    assertThat(passed.count("framegauge_plugin_errors")).isEqualTo(1);
    assertThat(CALLS).hasSize(5);

    CALLS.clear();
    PluginRun failed =
        PluginRun.of(folder, 1_000_000, plugin(Thrower.class, ", off_thread: {queue: 5}"));
    assertThat(failed.ending())
        .isInstanceOfSatisfying(
            Ending.Failed.class,
            how ->
                assertThat(how.message())
                    .contains("threw in frame: java.lang.IllegalStateException: on purpose"));
    assertThat(CALLS).hasSize(2);
  }

  @Test
  void shouldReportAPluginThatTakesLongerThanItsBudget() throws IOException {
    PluginRun off =
        PluginRun.of(
            folder,
            5,
            plugin(Numbers.class, ""),
            plugin(Slow.class, ", off_thread: {queue: 5}, budget_ms: 20"));
    assertThat(off.count("framegauge_plugin_over_budget")).isEqualTo(5);

    PluginRun on =
        PluginRun.of(folder, 5, plugin(Numbers.class, ""), plugin(Slow.class, ", budget_ms: 20"));
    assertThat(on.count("framegauge_plugin_over_budget")).isEqualTo(5);
  }

  @Test
  void shouldTellWhatIsWrongWithTheSetting() {
    assertThat(problem("off_thread: {queue: 0}"))
        .isEqualTo("off_thread.queue: expected a whole number from 1 to 1000 (found 0)");
    assertThat(problem("off_thread: {queu: 3}"))
        .isEqualTo("off_thread.queu: unknown key. Did you mean \"queue\"?");
    assertThat(problem("off_thread: 5")).isEqualTo("off_thread: expected true or false (found 5)");
    assertThat(problem("off_thread: true, on_error: drop"))
        .isEqualTo(
            "on_error: must be stop or pass where off_thread is set, the frame is gone by then:"
                + " on_error=drop");
  }

  private String problem(String setting) {
    try {
      PluginRun.of(folder, 1, plugin(Witness.class, ", " + setting));
      return "none";
    } catch (ConfigurationException wrong) {
      assertThat(wrong.problems()).hasSize(1);
      return wrong.problems().getFirst().toString().replaceFirst("^.*?elements\\[1]\\.", "");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
