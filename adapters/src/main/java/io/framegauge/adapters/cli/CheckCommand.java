package io.framegauge.adapters.cli;

import io.framegauge.config.ConfigTree;
import io.framegauge.pipeline.Module;
import io.framegauge.pipeline.ModuleConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "check", description = "Check a module without running it.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODULE.yml", description = "The module file.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Override a value, such as parameters.draw=false.")
  private List<String> sets = List.of();

  @Option(
      names = "--resolved",
      description = "Print the configuration as it applies, with defaults and variables filled in.")
  private boolean resolved;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ConfigTree tree = ModuleConfig.tree(file, sets, System.getenv());
    ModuleConfig config = ModuleConfig.read(tree, Folders.of(file));
    Module.build(config, tree, Folders.pluginCache());
    PrintWriter out = spec.commandLine().getOut();
    if (resolved) {
      out.print(tree.resolvedYaml());
      out.flush();
    } else {
      out.println(file + ": ok");
    }
    return ExitCode.OK;
  }
}
