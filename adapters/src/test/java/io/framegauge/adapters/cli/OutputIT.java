package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Standard output that cannot be written.
final class OutputIT {
  private static final String FILE = "framegauge/kept.telemetry";

  @TempDir private static Path folder;

  @BeforeAll
  static void keep() {
    Product.Done done =
        Product.Start.in(folder)
            .toEnd("launch", "--name", "kept", "--", "videotestsrc num-buffers=5 ! fakesink");
    assertThat(done.exitCode()).as("%s", done).isZero();
  }

  private static Product.Done through(String shell, String command) {
    return Product.Start.in(folder)
        .behind(List.of("bash", "-c", shell, "bash"))
        .toEnd(command.split(" ", -1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "history --file " + FILE,
        "history --format json --file " + FILE,
        "history --format csv --file " + FILE,
        "history --follow --file " + FILE,
        "top --file " + FILE,
        "version"
      })
  void shouldFailWhenItsOutputCannotBeWritten(String command) {
    Product.Done done = through("exec \"$@\" > /dev/full", command);

    assertThat(done.refusedWith(1))
        .containsExactly("framegauge: the output cannot be written: No space left on device");
  }

  @Test
  void shouldKeepTheExitCodeOfACommandThatFailedAnyway() {
    Product.Done done = through("exec \"$@\" > /dev/full", "history --file nowhere");

    assertThat(done.refusedWith(2)).containsExactly("framegauge: no such telemetry file: nowhere");
  }

  @ParameterizedTest
  @ValueSource(strings = {"history --file " + FILE, "history --follow --file " + FILE})
  void shouldNotFailWhenItsReaderHadEnough(String command) {
    Product.Done done = through("set -o pipefail; \"$@\" | true", command);

    assertThat(done.exitCode()).as("%s", done).isZero();
    assertThat(done.err()).isEmpty();
  }
}
