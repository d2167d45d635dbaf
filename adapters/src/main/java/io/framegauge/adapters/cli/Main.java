package io.framegauge.adapters.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/// The command `framegauge`.
@Command(
    name = "framegauge",
    description = "Telemetry for GStreamer video pipelines.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      RunCommand.class,
      LaunchCommand.class,
      CheckCommand.class,
      DoctorCommand.class,
      SetupCommand.class,
      VersionCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 end of stream or asked to stop, 1 the pipeline failed, 2 usage or configuration,",
      "3 something the machine lacks."
    })
public final class Main {
  private Main() {}

  /// Runs a command and ends the process with its exit code.
  public static void main(String[] arguments) {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setExecutionExceptionHandler(new Failures());
    commandLine.setParameterExceptionHandler(Main::misused);
    commandLine.setUsageHelpAutoWidth(true);
    int code = arguments.length == 0 ? usage(commandLine) : commandLine.execute(arguments);
    Shutdown.exit(code);
  }

  private static int usage(CommandLine commandLine) {
    commandLine.usage(System.err);
    return ExitCode.REFUSED;
  }

  private static int misused(ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    command.getErr().println("framegauge: " + problem.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(problem, command.getErr());
    command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.REFUSED;
  }
}
