package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Commands that are not meant, and module files that are none.
final class BadCommandIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                | Usage: framegauge
          runn                              | framegauge: Unmatched argument at index 0: 'runn'
          run                               | framegauge: Missing required parameter: 'MODULE.yml'
          launch --                         | framegauge: Missing required parameter: 'TEXT'
          run m.yml --sett a=b              | framegauge: Unknown options: '--sett', 'a=b'
          launch --linger soon -- fakesrc   | framegauge: Invalid value for option '--linger': 'soon'
          launch --linger -5 -- fakesrc num-buffers=1 ! fakesink | framegauge: Invalid value for option '--linger'
          run m.yml --linger 5 --keep-serving | framegauge: Error: --keep-serving, --linger=SECONDS are mutually exclusive
          """)
  void shouldRefuseACommandThatIsNotMeant(String command, String told) {
    Product.Done done =
        Product.Start.in(folder)
            .toEnd(
                Arrays.stream(command.split(" "))
                    .filter(word -> !word.isEmpty())
                    .toArray(String[]::new));

    assertThat(done.refusedWith(2).getFirst()).startsWith(told);
  }

  @Test
  void shouldTellMistakesInOverridesAtOnce() {
    Product.Done done =
        Product.Start.in(folder)
            .withFile("m.yml", "name: x\npipeline: {launch: fakesrc num-buffers=1 ! fakesink}\n")
            .toEnd(
                "run",
                "m.yml",
                "--set",
                "parameters.telemetry.web.prt=3",
                "--set",
                "parameters.telemetry.web.port=x",
                "--set",
                "nonsense");

    assertThat(done.refusedWith(2))
        .hasSize(3)
        .anyMatch(line ->
            line.endsWith("parameters.telemetry.web.prt: unknown key. Did you mean \"port\"?"))
        .anyMatch(line ->
            line.endsWith(
                "parameters.telemetry.web.port: expected a whole number from 0 to 65535 (found \"x\")"))
        .anyMatch(line -> line.endsWith("expected path=value (found \"nonsense\")"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          missing.yml | missing.yml:1:1: no such file
          .           | .:1:1: a directory, not a file
          random.yml  | random.yml:1:1: not UTF-8 (found the byte 0xFF)
          deep.yml    | deep.yml:1:51: more than 50 levels of nesting
          open.yml    | open.yml:2:16: not valid YAML: expected the node content, but found '}'
          list.yml    | list.yml:1:1: expected a map of keys and values
          two.yml     | two.yml:2:1: a second document in one file
          """)
  void shouldRefuseAFileThatIsNoModule(String file, String told) throws IOException {
    byte[] random = new byte[10_000];
    new Random(42).nextBytes(random);
    random[0] = -1;
    Files.write(folder.resolve("random.yml"), random);

    Product.Done done =
        Product.Start.in(folder)
            .withFile("deep.yml", "[".repeat(2_000))
            .withFile("open.yml", "name: x\npipeline: {a: [}\n")
            .withFile("list.yml", "- a\n- b\n")
            .withFile("two.yml", "a: 1\n---\nb: 2\n")
            .toEnd("run", file);

    assertThat(done.refusedWith(2)).containsExactly(told);
  }
}
