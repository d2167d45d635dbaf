package io.framegauge.adapters.cli;

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
    return start().run(spec.commandLine().getOut(), spec.commandLine().getErr());
  }

  Start start() {
    return new Start.OfModule(module.file(), module.sets(), serving.afterwards());
  }
}
