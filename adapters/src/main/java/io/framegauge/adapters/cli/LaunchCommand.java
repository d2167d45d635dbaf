package io.framegauge.adapters.cli;

import io.framegauge.config.ConfigTree;
import io.framegauge.pipeline.ModuleConfig;
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
  @Option(
      names = "--name",
      paramLabel = "N",
      description = "Name of the pipeline in metrics and history (${DEFAULT-VALUE}).")
  private String name = "pipeline";

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
    ConfigTree tree = ModuleConfig.defaultTree(System.getenv());
    ModuleConfig config = ModuleConfig.ofText(tree, name, String.join(" ", text));
    return new Session(config, tree, serving, spec.commandLine()).run();
  }
}
