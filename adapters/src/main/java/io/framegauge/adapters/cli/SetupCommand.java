package io.framegauge.adapters.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// The launcher does the work before Java starts, and does not start Java then.
@Command(name = "setup", description = "Install what is missing, build, fetch the samples' video.")
final class SetupCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return ExitCode.OK;
  }
}
