package io.framegauge.adapters.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "adapter",
    description = "Run an adapter, which brings messages to modules or takes them from there.",
    synopsisSubcommandLabel = "NAME",
    subcommands = {
      BufferCommand.class,
      VideoLoopCommand.class,
      VideoFilesCommand.class,
      ImagesCommand.class,
      MetadataJsonCommand.class,
      ImageFilesCommand.class,
      VideoFilesSinkCommand.class,
      DisplayCommand.class
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class AdapterCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "an adapter must be named, there is: " + names(spec));
  }

  /// The adapters that there are.
  static String names(CommandSpec adapter) {
    return String.join(", ", adapter.subcommands().keySet());
  }
}
