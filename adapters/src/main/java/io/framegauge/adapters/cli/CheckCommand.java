package io.framegauge.adapters.cli;

import io.framegauge.config.ConfigTree;
import io.framegauge.pipeline.Module;
import io.framegauge.pipeline.ModuleConfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "check", description = "Check a module without running it.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CheckCommand implements Callable<Integer> {
  @Mixin private ModuleArguments module;

  @Option(
      names = "--resolved",
      description = "Print the configuration as it applies, with defaults and variables filled in.")
  private boolean resolved;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ConfigTree tree = module.tree();
    ModuleConfig config = module.read(tree);
    Module.build(config, tree, Folders.pluginCache());
    PrintWriter out = spec.commandLine().getOut();
    if (resolved) {
      out.print(tree.resolvedYaml());
      out.flush();
    } else {
      out.println(module.file() + ": ok");
    }
    return ExitCode.OK;
  }
}
