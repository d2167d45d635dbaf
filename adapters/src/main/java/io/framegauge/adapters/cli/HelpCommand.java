package io.framegauge.adapters.cli;

import io.framegauge.config.Suggestion;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "help", description = "Show the help of a command.", helpCommand = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class HelpCommand implements Callable<Integer> {
  @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "The command.")
  private @Nullable String name;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine all = spec.root().commandLine();
    if (name == null) {
      all.usage(all.getOut());
      return ExitCode.OK;
    }
    Map<String, CommandLine> commands = all.getSubcommands();
    CommandLine command = commands.get(name);
    if (command == null) {
      throw new ParameterException(
          spec.commandLine(),
          "unknown command: " + name + Suggestion.didYouMean(name, commands.keySet()));
    }
    command.usage(all.getOut());
    return ExitCode.OK;
  }
}
