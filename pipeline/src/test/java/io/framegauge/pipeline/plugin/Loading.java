package io.framegauge.pipeline.plugin;

import io.framegauge.config.ConfigTree;
import io.framegauge.config.ModuleFile;
import io.framegauge.config.Problem;
import io.framegauge.config.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// One loading of a plugin as a module names it, for tests: what came of it and what is wrong.
///
/// @param problems with the folder of the test left out
record Loading(Optional<Plugin> plugin, List<String> problems) {

  /// Loads the plugin of a document that holds nothing but a plugin's keys.
  static Loading of(PluginLoader loader, Path folder, String yaml) {
    ConfigTree tree = ModuleFile.parse("m.yml", yaml, List.of(), Map.of());
    Section section = tree.root();
    PluginSpec spec = spec(section, folder);
    Optional<Plugin> plugin = loader.load(spec);
    section.finish();
    return new Loading(
        plugin,
        tree.problems().list().stream()
            .map(Problem::toString)
            .map(line -> line.replace(folder + "/", ""))
            .toList());
  }

  /// What a section says about a plugin.
  static PluginSpec spec(Section section, Path folder) {
    return new PluginSpec(
        section.text("class_name").orElse(""),
        section.text("source").map(folder::resolve),
        section.text("jar").map(folder::resolve),
        section.section("kwargs"),
        OnError.STOP,
        Optional.empty(),
        OptionalInt.empty(),
        section);
  }

  /// The plugin's words about itself.
  String shown() {
    return problems.isEmpty() ? plugin.orElseThrow().toString() : String.join("\n", problems);
  }

  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
