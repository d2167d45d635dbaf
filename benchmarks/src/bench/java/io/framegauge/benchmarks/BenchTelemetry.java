package io.framegauge.benchmarks;

import io.framegauge.config.ConfigTree;
import io.framegauge.pipeline.AttachOptions;
import io.framegauge.pipeline.ModuleConfig;
import io.framegauge.telemetry.Telemetry;
import io.framegauge.telemetry.record.Build;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The product's telemetry with its defaults, in a file, but without its servers.
final class BenchTelemetry {
  private BenchTelemetry() {}

  /// Settings for a pipeline that is measured as a program's own is, but without servers.
  static AttachOptions options(String name) {
    return AttachOptions.of()
        .name(name)
        .set("file", Setup.scratch().resolve(name + ".telemetry"))
        .set("web.enabled", false)
        .set("history_server.enabled", false);
  }

  /// @param sets further settings, `path=value` below `parameters.telemetry`
  static Telemetry open(String name, List<String> sets) {
    String module =
        """
        name: %s
        parameters:
          telemetry:
            file: %s
            web: {enabled: false}
            history_server: {enabled: false}
        pipeline:
          source: {element: videotestsrc}
          sink: {element: fakesink}
        """
            .formatted(name, Setup.scratch().resolve(name + ".telemetry"));
    try {
      Path file = Files.writeString(Setup.scratch().resolve(name + ".yml"), module);
      List<String> all = sets.stream().map(set -> "parameters.telemetry." + set).toList();
      ConfigTree tree = ModuleConfig.tree(file, all, Map.of());
      ModuleConfig config = ModuleConfig.read(tree, Setup.scratch());
      if (!tree.problems().list().isEmpty()) {
        throw new IllegalStateException(tree.problems().list().toString());
      }
      return Telemetry.open(name, config.telemetry(), new Build("benchmarks", "", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
