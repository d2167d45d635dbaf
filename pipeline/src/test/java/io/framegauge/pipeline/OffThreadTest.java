package io.framegauge.pipeline;

import static io.framegauge.pipeline.Observers.CALLS;
import static io.framegauge.pipeline.Observers.GO_ON;
import static io.framegauge.pipeline.Observers.THREADS;
import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.config.ConfigurationException;
import io.framegauge.pipeline.plugin.Plugin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plugins with a thread of their own, in real pipelines.
class OffThreadTest {
  @TempDir private Path folder;

  @BeforeEach
  void forget() {
    Observers.forget();
  }

  private static String plugin(Class<? extends Plugin> type, String rest) {
    return "element: javafunc, name: %s, class_name: '%s'%s"
        .formatted(type.getSimpleName(), type.getName(), rest);
  }

  private static String wipes(int frames) {
    return plugin(Observers.Wipes.class, ", kwargs: {last: %d}".formatted(frames));
  }

  @Test
  void shouldShowEveryFrameInOrderAsItWasAtItsPlace() throws IOException {
    PluginRun run =
        PluginRun.of(
            folder,
            50,
            plugin(Observers.Numbers.class, ""),
            plugin(Observers.Witness.class, ", off_thread: {queue: 50}"),
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
            plugin(Observers.Numbers.class, ""),
            plugin(Observers.Waiting.class, ", off_thread: {queue: 2}"),
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
            plugin(Observers.Numbers.class, ""),
            plugin(Observers.Slow.class, ", off_thread: {queue: 100}"),
            wipes(200));

    long seen = CALLS.stream().filter(call -> call.contains("face")).count();
    assertThat(seen).isBetween(1L, 199L);
    assertThat(run.count("framegauge_plugin_skipped_frames")).isEqualTo(200 - seen);
    assertThat(CALLS).endsWith("end cam", "removed cam", "stop");
  }

  /// It is called no more, also when it returns at last.
  @Test
  void shouldLeaveAPluginBehindThatDoesNotReturn() throws Exception {
    PluginRun run =
        PluginRun.of(
            folder,
            20,
            plugin(Observers.Numbers.class, ""),
            plugin(Observers.Hanging.class, ", off_thread: true"),
            wipes(20));
    Thread leftBehind =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("framegauge-plugin-Hanging"))
            .findAny()
            .orElseThrow();
    GO_ON.set(true);
    leftBehind.join();

    assertThat(run.ending()).isEqualTo(new Ending.EndOfStream());
    assertThat(run.stage("sink").frames()).isEqualTo(20);
    assertThat(CALLS).containsExactly("start", "added cam", "1 1 face #1 1,2 3x4 0.5");
  }

  @Test
  void shouldRefuseChangesAndFramesThatAreOver() throws IOException {
    PluginRun run =
        PluginRun.of(
            folder,
            10,
            plugin(Observers.Numbers.class, ""),
            plugin(Observers.Changer.class, ", off_thread: {queue: 10}, on_error: stop"),
            wipes(10));

    assertThat(run.ending()).isEqualTo(new Ending.EndOfStream());
    assertThat(CALLS).hasSize(9).containsOnly("over");
  }

  @Test
  void shouldEndOrGoOnWhenAPluginThrowsAsItsPolicySays() throws IOException {
    PluginRun passed =
        PluginRun.of(
            folder, 5, plugin(Observers.Thrower.class, ", off_thread: {queue: 5}, on_error: pass"));
    assertThat(passed.ending()).isEqualTo(new Ending.EndOfStream());
    assertThat(passed.count("framegauge_plugin_errors")).isEqualTo(1);
    assertThat(CALLS).hasSize(5);

    CALLS.clear();
    PluginRun failed =
        PluginRun.of(
            folder, 1_000_000, plugin(Observers.Thrower.class, ", off_thread: {queue: 5}"));
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
            plugin(Observers.Numbers.class, ""),
            plugin(Observers.Slow.class, ", off_thread: {queue: 5}, budget_ms: 20"));
    assertThat(off.count("framegauge_plugin_over_budget")).isEqualTo(5);

    PluginRun on =
        PluginRun.of(
            folder,
            5,
            plugin(Observers.Numbers.class, ""),
            plugin(Observers.Slow.class, ", budget_ms: 20"));
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
      PluginRun.of(folder, 1, plugin(Observers.Witness.class, ", " + setting));
      return "none";
    } catch (ConfigurationException wrong) {
      assertThat(wrong.problems()).hasSize(1);
      return wrong.problems().getFirst().toString().replaceFirst("^.*?elements\\[1]\\.", "");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
