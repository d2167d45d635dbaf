package io.framegauge.pipeline.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// Makes the plugins that a module names. What is wrong with one becomes a problem of its section,
/// never an exception. One thread at a time; several processes may share a cache folder.
///
/// A `.java` file is compiled in this process, against the class path of this process, into classes
/// of a class loader of their own; the classes are kept in the cache folder, so that the next start
/// needs no compiler.
public final class PluginLoader {
  private final PluginSource sources;
  private final PluginJars jars = new PluginJars();

  /// @param cacheFolder where compiled classes are kept; created when it is first needed
  public PluginLoader(Path cacheFolder) {
    this(cacheFolder, Optional.ofNullable(ToolProvider.getSystemJavaCompiler()));
  }

  PluginLoader(Path cacheFolder, Optional<JavaCompiler> compiler) {
    this.sources = new PluginSource(new ClassCache(cacheFolder), compiler);
  }

  /// Finds or compiles a plugin's class and calls its constructor with the `kwargs`.
  ///
  /// @return empty when something is wrong; then its section has a problem
  public Optional<Plugin> load(PluginSpec spec) {
    if (spec.className().isEmpty()) {
      spec.kwargs().keys().forEach(spec.kwargs()::skip);
      return Optional.empty(); // told as a missing key
    }
    Optional<PluginConstructor> constructor = Optional.empty();
    try {
      constructor =
          spec.source()
              .map(file -> sources.find(spec, file))
              .orElseGet(() -> withoutSource(spec))
              .flatMap(type -> PluginConstructor.of(type, spec));
      return constructor.flatMap(PluginConstructor::call);
    } catch (LinkageError broken) {
      String from = spec.jar().map(jar -> " from " + jar).orElse("");
      spec.section().problem("class_name", "cannot be loaded" + from + ": " + broken);
      return Optional.empty();
    } finally {
      if (constructor.isEmpty()) {
        // nobody knows what the kwargs have to be, so none of them is unknown
        spec.kwargs().keys().forEach(spec.kwargs()::skip);
      }
    }
  }

  private Optional<Class<?>> withoutSource(PluginSpec spec) {
    return spec.jar().isPresent() ? jars.find(spec, spec.jar().get()) : onClassPath(spec);
  }

  private static Optional<Class<?>> onClassPath(PluginSpec spec) {
    String name = spec.className();
    ClassLoader own = PluginLoader.class.getClassLoader();
    try {
      PluginClasses classes =
          PluginClasses.of(own, own.getResources(PluginClasses.LIST), List.of());
      Optional<Class<?>> found = classes.find(name);
      if (found.isEmpty()) {
        String file = name.substring(name.lastIndexOf('.') + 1) + ".java";
        spec.section()
            .problem(
                "class_name",
                "no class %s on the class path%s; a class in a file needs \"source: %s\" beside it"
                    .formatted(name, classes.hint(name), file));
      }
      return found;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
