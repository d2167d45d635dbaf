package io.framegauge.adapters.cli;

import io.framegauge.config.ConfigTree;
import io.framegauge.pipeline.ModuleConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "run", description = "Run a module.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RunCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODULE.yml", description = "The module file.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Override a value, such as parameters.draw=false.")
  private List<String> sets = List.of();

  @Mixin private Serving serving;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ConfigTree tree = ModuleConfig.tree(file, sets, System.getenv());
    ModuleConfig config = ModuleConfig.read(tree, Folders.of(file));
    return new Session(config, tree, serving, spec.commandLine()).run();
  }
}
