package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PlainStartTest {
  private static List<String> words(String line) {
    return List.of(line.split(" "));
  }

  private static Start byPicocli(String... arguments) {
    CommandLine parsed = Main.commandLine().parseArgs(arguments).asCommandLineList().getLast();
    return switch (parsed.getCommand()) {
      case RunCommand run -> run.start();
      case LaunchCommand launch -> launch.start();
      default -> throw new AssertionError(parsed.getCommandName());
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run module.yml",
        "run samples/a/module.yml --keep-serving",
        "run --linger 2.5 module.yml",
        "run --linger 0 module.yml",
        "run --set parameters.draw=false module.yml --set name=two --set x=",
        "launch -- fakesrc ! fakesink",
        "launch --name camera -- videotestsrc num-buffers=1 ! fakesink --sync",
        "launch --keep-serving --name camera -- fakesrc ! fakesink",
        "launch --linger 10 -- fakesrc name=-h ! fakesink"
      })
  void shouldReadWhatIsPlainAsPicocliDoes(String line) {
    String[] arguments = words(line).toArray(String[]::new);

    assertThat(PlainStart.of(arguments)).hasValue(byPicocli(arguments));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "run --help",
        "run module.yml -h",
        "run module.yml other.yml",
        "run module.yml --keep-serving --linger 1",
        "run module.yml --linger",
        "run module.yml --linger -1",
        "run module.yml --linger 1e3",
        "run module.yml --linger=1",
        "run module.yml --set",
        "run module.yml --set --keep-serving",
        "run module.yml --set=name=two",
        "run -- module.yml",
        "run @arguments",
        "launch fakesrc ! fakesink",
        "launch --",
        "launch --name camera --name other -- fakesrc",
        "launch --help -- fakesrc",
        "launch -- fakesrc -- fakesink",
        "launch -- @text",
        "check module.yml",
        "top"
      })
  void shouldLeaveWhatIsNotPlainToPicocli(String line) {
    assertThat(PlainStart.of(words(line).toArray(String[]::new))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void shouldLeaveANameOrFileThatIsEmptyToPicocli(String empty) {
    assertThat(PlainStart.of("launch", "--name", empty, "--", "fakesrc"))
        .isEqualTo(Optional.empty());
    assertThat(PlainStart.of("run", empty)).isEqualTo(Optional.empty());
  }
}
