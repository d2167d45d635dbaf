package io.framegauge.adapters.cli;

import io.framegauge.adapters.exchange.ShippedModule;
import io.framegauge.config.ConfigTree;
import io.framegauge.pipeline.ModuleConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Runs an adapter that is a module of the program's own.
@SuppressWarnings("NullAway.Init") // picocli sets the fields
abstract class ShippedModuleCommand implements Callable<Integer> {
  private final ShippedModule module;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Override a value, such as adapter.sync=true.")
  private List<String> sets = List.of();

  @Mixin private Serving serving;

  @Spec private CommandSpec spec;

  ShippedModuleCommand(ShippedModule module) {
    this.module = module;
  }

  @Override
  public Integer call() {
    ConfigTree tree =
        ModuleConfig.shippedTree(module.label(), module.text(), sets, System.getenv());
    module.requireSettings(tree);
    tree.problems().throwIfAny();
    requireMachine();
    ModuleConfig config = ModuleConfig.read(tree, Path.of(""));
    CommandLine command = spec.commandLine();
    return new Session(config, tree, serving.afterwards(), command.getOut(), command.getErr())
        .withoutTable()
        .run();
  }

  /// Throws when the machine lacks what only this adapter needs.
  void requireMachine() {
    // a module says itself which elements are not there
  }
}
