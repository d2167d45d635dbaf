package io.framegauge.pipeline.plugin;

import io.framegauge.config.Section;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/// A plugin as a module names it.
///
/// @param className simple or qualified name of the class
/// @param source the `.java` file that declares it; empty: the class is in a jar
/// @param jar the jar, or the folder of jars, that the class is in; empty: the class path
/// @param kwargs arguments of its constructor by name, with their places in the configuration
/// @param onError what happens when it throws
/// @param budgetMillis how long a frame may take before the plugin is reported
/// @param offThread how many copied frames may wait for it on a thread of its own; empty: it is
///   called on the streaming thread
/// @param section where the plugin stands in the configuration, for problems
public record PluginSpec(
    String className,
    Optional<Path> source,
    Optional<Path> jar,
    Section kwargs,
    OnError onError,
    Optional<Double> budgetMillis,
    OptionalInt offThread,
    Section section) {

  /// The same plugin, read from another section.
  PluginSpec in(Section other) {
    Section otherKwargs = other.section("kwargs");
    return new PluginSpec(
        className, source, jar, otherKwargs, onError, budgetMillis, offThread, other);
  }
}
