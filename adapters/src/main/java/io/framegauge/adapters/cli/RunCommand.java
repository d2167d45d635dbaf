package io.framegauge.adapters.cli;

import io.framegauge.config.ConfigTree;
import io.framegauge.pipeline.ModuleConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "run", description = "Run a module.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RunCommand implements Callable<Integer> {
  @Mixin private ModuleArguments module;

  @Mixin private Serving serving;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ConfigTree tree = module.tree();
    ModuleConfig config = module.read(tree);
    return new Session(config, tree, serving, spec.commandLine()).run();
  }
}
