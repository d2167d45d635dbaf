package io.framegauge.adapters.cli;

import io.framegauge.config.ConfigTree;
import io.framegauge.pipeline.ModuleConfig;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The module that a command is about, and what is changed in it.
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ModuleArguments {
  @Parameters(paramLabel = "MODULE.yml", description = "The module file.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Override a value, such as parameters.draw=false.")
  private List<String> sets = List.of();

  Path file() {
    return file;
  }

  List<String> sets() {
    return sets;
  }

  /// The file over the defaults, with the overrides; not yet checked.
  ConfigTree tree() {
    return ModuleConfig.tree(file, sets, System.getenv());
  }

  /// What the tree says; everything wrong becomes a problem of the tree.
  ModuleConfig read(ConfigTree tree) {
    return ModuleConfig.read(tree, Folders.of(file));
  }
}
