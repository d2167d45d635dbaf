package io.framegauge.pipeline.plugin;

import io.framegauge.config.Section;
import java.nio.file.Path;
import java.util.Optional;

/// A plugin as a module names it.
///
/// @param className simple or qualified name of the class
/// @param source the `.java` file that declares it; empty: the class is on the class path
/// @param kwargs arguments of its constructor by name, with their places in the configuration
/// @param onError what happens when it throws
/// @param budgetMillis how long a frame may take before the plugin is reported
/// @param section where the plugin stands in the configuration, for problems
public record PluginSpec(
    String className,
    Optional<Path> source,
    Section kwargs,
    OnError onError,
    Optional<Double> budgetMillis,
    Section section) {

  /// The same plugin, read from another section.
  PluginSpec in(Section other) {
    Section otherKwargs = other.section("kwargs");
    return new PluginSpec(className, source, otherKwargs, onError, budgetMillis, other);
  }
}
