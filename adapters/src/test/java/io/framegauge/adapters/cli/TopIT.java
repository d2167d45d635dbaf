package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `framegauge top` as its users have it: on a terminal, and on a pipe.
final class TopIT {
  private static final String TITLE = "live  running  up ";
  private static final String KEYS = "q quit  sort: p";

  @TempDir private Path folder;
  private Product.Start start;
  private Product module;

  @BeforeEach
  void start() {
    LiveModule.write(folder);
    start =
        Product.Start.in(folder)
            .with("TELEMETRY_FILE", folder.resolve("live.telemetry").toString());
    module = run();
  }

  private Product run() {
    Product started = start.run("run", "live.yml");
    started.awaitState("running", Child.PATIENCE);
    return started;
  }

  @AfterEach
  void stop() {
    module.close();
  }

  private TerminalWindow window(int columns, int rows) {
    Map<String, String> variables = new HashMap<>(start.environment());
    variables.put("FRAMEGAUGE_NO_INSTALL", "1");
    variables.put("HISTORY_ENDPOINT", start.ports().endpoint());
    return TerminalWindow.open(folder, columns, rows, variables);
  }

  private static void top(TerminalWindow window, String options) {
    window.type(
        "clear; stty -g > before; %s/framegauge top %s; echo code=$?; stty -g | cmp - before && echo same"
            .formatted(Product.HOME, options));
  }

  /// The columns of a row that stages have.
  private static boolean flows(List<String> screen) {
    return screen.stream().anyMatch(line -> line.matches("slow +\\d+\\.\\d +\\d+\\.\\d .*"));
  }

  @Test
  void shouldShowTheStagesSortThemAndQuit() {
    try (TerminalWindow window = window(80, 24)) {
      top(window, "");
      List<String> screen = window.await("rates are there", TopIT::flows);
      assertThat(screen.getFirst()).startsWith(TITLE).contains(" frames  run ");
      assertThat(screen.get(2)).isEqualTo(header(screen)).contains("fps  obj/s queue fill");
      assertThat(screen).anyMatch(line -> line.startsWith(KEYS));
      assertThat(screen).allMatch(line -> line.length() <= 80);
      assertThat(stages(screen)).containsExactly("camera", "size", "ingress", "slow", "sink");

      window.press("n");
      screen = window.await("sorted by stage");
      assertThat(stages(screen)).containsExactly("camera", "ingress", "sink", "size", "slow");

      window.press("q");
      screen = window.await("same");
      assertThat(screen).contains("code=0").noneMatch(line -> line.contains(KEYS));
    }
  }

  private static String header(List<String> screen) {
    return screen.stream().filter(line -> line.startsWith("stage ")).findFirst().orElse("none");
  }

  private static List<String> stages(List<String> screen) {
    return screen.stream()
        .skip(3)
        .takeWhile(line -> !line.startsWith(KEYS))
        .map(line -> line.split(" ", 2)[0])
        .toList();
  }

  @Test
  void shouldFollowTheSizeOfTheTerminal() {
    try (TerminalWindow window = window(80, 24)) {
      top(window, "");
      window.await("obj/s");

      window.resize(40, 7);
      List<String> narrow =
          window.await("the keys are in the last line", lines -> lines.getLast().startsWith(KEYS));
      assertThat(narrow).hasSize(7).allMatch(line -> line.length() <= 40);
      assertThat(header(narrow)).doesNotContain("obj/s").contains("fps", "queue", "age");
      assertThat(narrow.get(1)).startsWith("rows 1-3 of 5, rates ");

      window.resize(200, 20);
      assertThat(header(window.await("element"))).contains("drops", "buffers", "objects");
      window.press("q");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"key", "signal"})
  void shouldGiveTheTerminalBackWhenItIsStopped(String how) {
    try (TerminalWindow window = window(80, 24)) {
      top(window, "");
      window.await(KEYS);

      if (how.equals("key")) {
        window.press("C-c");
      } else {
        window.terminateProduct();
      }

      List<String> screen = window.await("same");
      assertThat(screen).contains("code=0").noneMatch(line -> line.contains(KEYS));
    }
  }

  @Test
  void shouldTellThatTheModuleIsAwayAndShowItsNextRun() {
    try (TerminalWindow window = window(80, 24)) {
      top(window, "");
      window.await("rates are there", TopIT::flows);

      module.close();
      List<String> away = window.await("no answer for ");
      assertThat(flows(away)).as("old values are kept: %s", away).isTrue();

      module = run();
      window.await("a new run for ");
      assertThat(window.await(TITLE).getFirst()).startsWith(TITLE);
      window.press("q");
    }
  }

  @Test
  void shouldShowAFileOfAModuleThatRunsAndThatDied() {
    try (TerminalWindow window = window(80, 24)) {
      top(window, "--file live.telemetry");
      window.await("rates are there", TopIT::flows);

      module.close();
      List<String> gone = window.await("the module has been gone for ");
      assertThat(flows(gone)).as("old values are kept: %s", gone).isTrue();
      window.press("q");
    }
    Product.Done done = start.toEnd("top", "--file", "live.telemetry");
    assertThat(done.exitCode()).isZero();
    assertThat(done.out().lines().skip(1).findFirst().orElse(""))
        .matches("the module has been gone for \\d+s: old values below, still looking");
  }

  @Test
  void shouldWriteOneSnapshotToAPipe() {
    Product.Done done = start.toEnd("top", "--endpoint", start.ports().endpoint());

    assertThat(done.exitCode()).as("%s", done).isZero();
    assertThat(done.err()).isEmpty();
    List<String> lines = done.out().lines().toList();
    assertThat(lines).hasSize(8).allMatch(line -> line.length() <= 80);
    assertThat(lines.getFirst()).startsWith(TITLE);
    assertThat(flows(lines)).as(done.out()).isTrue();
    assertThat(done.out()).doesNotContain("\u001b", KEYS);
  }

  @Test
  void shouldSayThatThereIsNobody() {
    Product.Done done = start.toEnd("top", "--endpoint", "tcp://127.0.0.1:1");
    assertThat(done.refusedWith(ExitCode.FAILED))
        .containsExactly(
            "framegauge: no answer from tcp://127.0.0.1:1 within 2 s: is the module running?");

    Product.Done file = start.toEnd("top", "--file", "none");
    assertThat(file.refusedWith(ExitCode.REFUSED))
        .containsExactly("framegauge: no such telemetry file: none");
  }
}
