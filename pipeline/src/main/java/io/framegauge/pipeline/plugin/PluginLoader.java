package io.framegauge.pipeline.plugin;

import io.framegauge.config.Problem;
import io.framegauge.config.Section;
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
  private final PluginSource edits;
  private final PluginJars jars = new PluginJars();

  /// What came of loading a plugin while another one runs in its place.
  public sealed interface Reload {
    /// It can take over.
    record Ready(Plugin plugin) implements Reload {}

    /// It cannot.
    ///
    /// @param problems what is wrong, as at the start
    record Refused(List<Problem> problems) implements Reload {}
  }

  /// @param cacheFolder where compiled classes are kept; created when it is first needed
  public PluginLoader(Path cacheFolder) {
    this(cacheFolder, Optional.ofNullable(ToolProvider.getSystemJavaCompiler()));
  }

  PluginLoader(Path cacheFolder, Optional<JavaCompiler> compiler) {
    this.sources = new PluginSource(Optional.of(new ClassCache(cacheFolder)), compiler);
    this.edits = new PluginSource(Optional.empty(), compiler);
  }

  /// Finds or compiles a plugin's class and calls its constructor with the `kwargs`.
  ///
  /// @return empty when something is wrong; then its section has a problem
  public Optional<Plugin> load(PluginSpec spec) {
    return load(spec, sources);
  }

  /// Compiles a plugin's source as it is now and calls the new class's constructor; nothing is kept
  /// in the cache. What is wrong is in the answer, not in the module's problems.
  public Reload reload(PluginSpec spec) {
    Section section = spec.section().afresh();
    PluginSpec again = spec.in(section);
    Optional<Plugin> plugin = load(again, edits);
    again.kwargs().finish();
    return plugin
        .filter(loaded -> section.problems().isEmpty())
        .<Reload>map(Reload.Ready::new)
        .orElseGet(() -> new Reload.Refused(section.problems().list()));
  }

  private Optional<Plugin> load(PluginSpec spec, PluginSource sources) {
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
