package io.framegauge.adapters.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "launch", description = "Run a pipeline given as gst-launch text, with telemetry.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class LaunchCommand implements Callable<Integer> {
  /// Of a pipeline that nobody named.
  static final String NAME = "pipeline";

  @Option(
      names = "--name",
      paramLabel = "N",
      description = "Name of the pipeline in metrics and history (${DEFAULT-VALUE}).")
  private String name = NAME;

  @Mixin private Serving serving;

  @Parameters(
      paramLabel = "TEXT",
      arity = "1..*",
      description = "The text, behind --, such as: videotestsrc num-buffers=100 ! fakesink")
  private List<String> text = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (name.isBlank()) {
      throw new ParameterException(spec.commandLine(), "--name must not be empty");
    }
    return start().run(spec.commandLine().getOut(), spec.commandLine().getErr());
  }

  Start start() {
    return new Start.OfText(name, LaunchWords.text(text), serving.afterwards());
  }
}
