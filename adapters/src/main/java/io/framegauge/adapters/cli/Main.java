package io.framegauge.adapters.cli;

import io.framegauge.config.Suggestion;
import io.framegauge.pipeline.GStreamer;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command `framegauge`.
@Command(
    name = "framegauge",
    description = "Telemetry for GStreamer video pipelines.",
    versionProvider = Version.class,
    subcommands = {
      RunCommand.class,
      LaunchCommand.class,
      CheckCommand.class,
      HistoryCommand.class,
      TopCommand.class,
      ExporterCommand.class,
      AdapterCommand.class,
      DoctorCommand.class,
      SetupCommand.class,
      VersionCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 end of stream or asked to stop, 1 failed while running,",
      "2 usage or configuration, 3 something that the machine lacks."
    })
@SuppressWarnings("UnusedVariable") // the options are picocli's
public final class Main {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  private boolean version;

  private Main() {}

  /// Runs a command and ends the process with its exit code.
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // numbers are for programs, too
    Shutdown.onSignal();
    LogStyle.choose();
    int code = run(arguments);
    GStreamer.settle();
    Shutdown.exit(code);
  }

  /// What could not be written is told last, and fails a command that did all it was asked to.
  private static int run(String[] arguments) {
    PrintWriter err = Terminal.error();
    StandardOutput output = new StandardOutput();
    PrintWriter out = output.writer();
    int code = run(arguments, out, err);
    out.flush();
    Optional<String> failure = output.failure();
    failure.ifPresent(why -> err.println("framegauge: the output cannot be written: " + why));
    return failure.isPresent() && code == ExitCode.OK ? ExitCode.FAILED : code;
  }

  /// Whatever is thrown becomes an exit code here: without one the process would end with 0.
  private static int run(String[] arguments, PrintWriter out, PrintWriter err) {
    try {
      Optional<Start> plain = PlainStart.of(arguments);
      return plain.isPresent() ? plain.get().run(out, err) : command(arguments, out);
    } catch (Throwable thrown) {
      return Failed.say(thrown, err);
    }
  }

  private static int command(String[] arguments, PrintWriter out) {
    CommandLine commandLine = commandLine().setOut(out);
    return arguments.length == 0 ? usage(commandLine) : commandLine.execute(arguments);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(new Failures())
        .setParameterExceptionHandler(Main::misused)
        .setUsageHelpAutoWidth(true);
  }

  private static int usage(CommandLine commandLine) {
    commandLine.usage(commandLine.getErr());
    return ExitCode.REFUSED;
  }

  private static int misused(ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    command.getErr().println("framegauge: " + message(problem));
    command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.REFUSED;
  }

  private static String message(ParameterException problem) {
    String message = String.valueOf(problem.getMessage());
    return switch (problem) {
      case UnmatchedArgumentException unmatched -> unmatched(unmatched);
      case MutuallyExclusiveArgsException exclusive -> message.replaceAll("^Error: |[\\[\\]]", "");
      default -> message.replaceFirst("^Error: ", "");
    };
  }

  private static String unmatched(UnmatchedArgumentException problem) {
    CommandLine command = problem.getCommandLine();
    String word = problem.getUnmatched().getFirst();
    if (word.startsWith("-")) {
      List<String> names =
          command.getCommandSpec().options().stream().map(OptionSpec::longestName).toList();
      return "unknown option: " + word + Suggestion.didYouMean(word, names);
    }
    if (command.getSubcommands().isEmpty()) {
      return "unexpected argument: " + word;
    }
    if (command.getCommandName().equals("adapter")) {
      return "unknown adapter: "
          + word
          + ", there is: "
          + AdapterCommand.names(command.getCommandSpec());
    }
    return "unknown command: "
        + word
        + Suggestion.didYouMean(word, command.getSubcommands().keySet());
  }
}
