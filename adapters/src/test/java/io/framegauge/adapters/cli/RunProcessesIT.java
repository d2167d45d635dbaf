package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The runner of several processes, with processes that say what is wanted of them.
class RunProcessesIT {
  @TempDir private Path folder;

  @BeforeAll
  static void build() {
    Product.build();
  }

  private Child run(String... lines) throws IOException {
    Path file = Files.writeString(folder.resolve("processes.txt"), String.join("\n", lines));
    return Child.start(
        folder,
        Map.of("FRAMEGAUGE_NO_INSTALL", "1"),
        List.of(Product.HOME.resolve("samples/run-processes").toString(), file.toString()));
  }

  @Test
  void shouldShowWhatProcessesWriteUntilAllHaveEnded() throws IOException {
    try (Child runner =
        run("# two", "", "one: WORD='a b' bash -c 'echo $WORD'", "two: bash -c 'echo c >&2'")) {
      assertThat(runner.exitCode()).as("%s", runner).isZero();
      assertThat(runner.out()).isEqualTo("one      | a b\n");
      assertThat(runner.err())
          .contains(
              "two      | c\n",
              "run-processes: one ended: exit code 0\n",
              "run-processes: two ended: exit code 0\n");
      assertThat(runner.left()).isEmpty();
    }
  }

  @Test
  void shouldEndAllWithTheExitCodeOfTheFirstThatFails() throws IOException {
    try (Child runner = run("long: sleep 600", "short: bash -c 'exit 7'")) {
      assertThat(runner.exitCode()).as("%s", runner).isEqualTo(7);
      assertThat(runner.err())
          .contains(
              "run-processes: short ended: exit code 7\n",
              "run-processes: long ended: exit code 143\n");
      assertThat(runner.left()).isEmpty();
    }
  }

  @Test
  void shouldEndAllWhenAskedTo() throws IOException {
    try (Child runner = run("a: bash -c 'echo up; exec sleep 600'", "b: sleep 600")) {
      Await.until(
          "it runs",
          Child.PATIENCE,
          () -> runner.out().contains("a        | up"),
          runner::toString);

      runner.signal("INT");

      assertThat(runner.exitCode()).as("%s", runner).isZero();
      assertThat(runner.left()).isEmpty();
    }
  }

  @Test
  void shouldRefuseALineThatIsNone() throws IOException {
    try (Child runner = run("a: sleep 600", "sleep 600")) {
      assertThat(runner.exitCode()).as("%s", runner).isEqualTo(2);
      assertThat(runner.err()).contains("run-processes: must be NAME: COMMAND: sleep 600\n");
      assertThat(runner.left()).isEmpty();
    }
  }
}
