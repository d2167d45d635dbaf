package io.framegauge.adapters.cli;

import io.framegauge.config.ConfigTree;
import io.framegauge.pipeline.GStreamer;
import io.framegauge.pipeline.ModuleConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/// What the commands `run` and `launch` start.
sealed interface Start {
  /// Plays it to its end.
  ///
  /// @return the exit code
  int run(PrintWriter out, PrintWriter err);

  /// A module file.
  ///
  /// @param sets what is changed in it, `path=value`
  record OfModule(Path file, List<String> sets, Afterwards afterwards) implements Start {
    public OfModule {
      sets = List.copyOf(sets);
    }

    @Override
    public int run(PrintWriter out, PrintWriter err) {
      GStreamer.begin();
      ConfigTree tree = ModuleConfig.tree(file, sets, System.getenv());
      ModuleConfig config = ModuleConfig.read(tree, Folders.of(file));
      return new Session(config, tree, afterwards, out, err).run();
    }
  }

  /// gst-launch text.
  ///
  /// @param name of the pipeline
  record OfText(String name, String text, Afterwards afterwards) implements Start {
    @Override
    public int run(PrintWriter out, PrintWriter err) {
      GStreamer.begin();
      ConfigTree tree = ModuleConfig.defaultTree(System.getenv());
      ModuleConfig config = ModuleConfig.ofText(tree, name, text);
      return new Session(config, tree, afterwards, out, err).run();
    }
  }
}
