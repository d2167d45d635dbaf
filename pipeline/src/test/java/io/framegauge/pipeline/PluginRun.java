package io.framegauge.pipeline;

import io.framegauge.config.ConfigTree;
import io.framegauge.telemetry.record.Build;
import io.framegauge.telemetry.record.FamilyValues;
import io.framegauge.telemetry.record.StageCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// One run of a module with plugins, and what telemetry says at its end.
record PluginRun(Ending ending, List<StageCounts> stages, List<FamilyValues> families) {

  /// Runs a chain of elements over RGB frames of 32x16 pixels, without servers.
  ///
  /// @param elements YAML of the elements between the source `cam` and the sink `sink`
  static PluginRun of(Path folder, int frames, String... elements) throws IOException {
    return of(folder, frames, run -> {}, elements);
  }

  /// @param opened is given the run before it starts
  static PluginRun of(Path folder, int frames, Consumer<ModuleRun> opened, String... elements)
      throws IOException {
    Path file = folder.resolve("module.yml");
    Files.writeString(file, yaml(frames, elements));
    ConfigTree tree = ModuleConfig.tree(file, List.of(), Map.of());
    ModuleConfig config = ModuleConfig.read(tree, folder);
    Module module = Module.build(config, tree, folder.resolve("cache"));
    try (ModuleRun run = module.open(new Build("test", "25", "1"))) {
      opened.accept(run);
      Ending ending = run.run();
      return new PluginRun(
          ending, run.telemetry().reader().stages(), run.telemetry().reader().families());
    }
  }

  private static String yaml(int frames, String... elements) {
    StringBuilder lines = new StringBuilder();
    for (String element : elements) {
      lines.append("    - {").append(element).append("}\n");
    }
    return """
    name: test
    parameters:
      telemetry: {file: false, web: {enabled: false}, history_server: {enabled: false}}
    pipeline:
      source: {element: videotestsrc, name: cam, properties: {num-buffers: %d}}
      elements:
        - {element: capsfilter, properties: {caps: "video/x-raw,format=RGB,width=32,height=16"}}
    %s  sink: {element: fakesink, name: sink, properties: {sync: false}}
    """
        .formatted(frames, lines);
  }

  StageCounts stage(String name) {
    return stages.stream().filter(stage -> stage.name().equals(name)).findFirst().orElseThrow();
  }

  /// The values of all series of a counter together.
  long count(String family) {
    return families.stream()
        .filter(values -> values.name().equals(family))
        .findFirst()
        .orElseThrow()
        .series()
        .stream()
        .mapToLong(FamilyValues.SeriesValue::bits)
        .sum();
  }
}
