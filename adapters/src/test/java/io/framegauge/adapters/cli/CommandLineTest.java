package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class CommandLineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine command =
      Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hsitory|unknown command: hsitory. Did you mean \"history\"?|framegauge",
        "help runn|unknown command: runn. Did you mean \"run\"?|framegauge help",
        "run|Missing required parameter: 'MODULE.yml'|framegauge run",
        "run a.yml b.yml|unexpected argument: b.yml|framegauge run",
        "run --lingr 2 a.yml|unknown option: --lingr. Did you mean \"--linger\"?|framegauge run",
        "run --linger -1 a.yml|Invalid value for option '--linger': must be a number of seconds >="
            + " 0: -1|framegauge run",
        "run --linger NaN a.yml|Invalid value for option '--linger': must be a number of seconds >="
            + " 0: NaN|framegauge run",
        "run --linger 1 --keep-serving a.yml|--keep-serving, --linger=SECONDS are mutually"
            + " exclusive (specify only one)|framegauge run",
        "launch --name= -- fakesrc|--name must not be empty|framegauge launch",
        "history --last 0|Invalid value for option '--last': must be a whole number >= 1:"
            + " 0|framegauge history",
        "history --newer-than -2|Invalid value for option '--newer-than': must be a whole number"
            + " >= -1: -2|framegauge history",
        "history --format xml|Invalid value for option '--format': must be table, json or csv:"
            + " xml|framegauge history",
        "history --last 2 --from -1m|--last=N and --from=T --to=T are mutually exclusive (specify"
            + " only one)|framegauge history",
        "history --from now --to -1m|--from must not be later than --to|framegauge history",
        "history --follow --to now|--follow cannot go with --to|framegauge history",
        "history --stages --format csv|--stages is for tables; json and csv always have the"
            + " stages|framegauge history",
        "history --file f --server-key s --client-key c|--server-key and --client-key cannot go with"
            + " --file|framegauge history",
        "top --file f --server-key s --client-key c|--server-key and --client-key cannot go with"
            + " --file|framegauge top"
      })
  void shouldRefuseMisuseWithAHint(String arguments, String message, String asked) {
    int code = command.execute(arguments.split(" "));
    assertThat(code).isEqualTo(2);
    assertThat(err).hasToString("framegauge: " + message + "\nTry '" + asked + " --help'.\n");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ipc:///tmp/x, ipc:// is not supported",
    "localhost:5557, must have the form tcp://HOST:PORT: endpoint=localhost:5557",
    "tcp://*:5557, must name a host and a port: endpoint=tcp://*:5557"
  })
  void shouldRefuseAnEndpointThatIsNone(String endpoint, String message) {
    assertThat(command.execute("history", "--endpoint", endpoint)).isEqualTo(2);
    assertThat(err.toString()).startsWith("framegauge: " + message);
  }

  static Stream<List<String>> commands() {
    return Stream.concat(
        Main.commandLine().getSubcommands().keySet().stream().map(name -> List.of(name, "--help")),
        Stream.of(List.of("adapter", "buffer", "--help")));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldHaveHelpOfEveryCommandInEightyColumns(List<String> arguments) {
    int code = command.setUsageHelpAutoWidth(false).execute(arguments.toArray(String[]::new));
    assertThat(code).isZero();
    assertThat(out.toString()).startsWith("Usage: framegauge " + arguments.getFirst());
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void shouldShowTheSameHelpBothWays() {
    command.execute("history", "--help");
    String help = out.toString();
    out.getBuffer().setLength(0);
    command.execute("help", "history");
    assertThat(out).hasToString(help);
  }

  @Test
  void shouldNameTheVersion() {
    assertThat(command.execute("--version")).isZero();
    assertThat(out.toString()).startsWith("framegauge ");
  }
}
