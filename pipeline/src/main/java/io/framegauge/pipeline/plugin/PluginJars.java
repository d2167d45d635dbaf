package io.framegauge.pipeline.plugin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/// Finds classes of plugins in jars. Those that come by the same path have one class loader, so
/// that they know each other's types; Framegauge's own classes and libraries come first.
final class PluginJars {
  private static final String CLASS = ".class";

  private final Map<Path, PluginClasses> known = new HashMap<>();

  /// The class in a jar or a folder of jars; empty, with a problem, when it is not there.
  Optional<Class<?>> find(PluginSpec spec, Path path) {
    Optional<PluginClasses> classes =
        Optional.ofNullable(known.get(path)).or(() -> open(spec, path));
    if (classes.isEmpty()) {
      return Optional.empty();
    }
    known.put(path, classes.get());
    Optional<Class<?>> found = classes.get().find(spec.className());
    if (found.isEmpty()) {
      String hint = classes.get().hint(spec.className());
      spec.section()
          .problem("class_name", "no class %s in %s%s".formatted(spec.className(), path, hint));
    }
    return found;
  }

  private static Optional<PluginClasses> open(PluginSpec spec, Path path) {
    try {
      List<Path> files = files(path);
      if (!files.isEmpty()) {
        return Optional.of(open(files));
      }
      spec.section().problem("jar", "no .jar in the folder: " + path);
    } catch (IOException unreadable) {
      String why = "not a jar: " + path + " (" + unreadable.getMessage() + ")";
      spec.section().problem("jar", Files.exists(path) ? why : "no such file: " + path);
    }
    return Optional.empty();
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static PluginClasses open(List<Path> files) throws IOException {
    List<URL> urls = new ArrayList<>();
    List<String> held = new ArrayList<>();
    for (Path file : files) {
      held.addAll(classesOf(file));
      urls.add(file.toUri().toURL());
    }
    URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), PluginLoader.class.getClassLoader());
    return PluginClasses.of(loader, loader.findResources(PluginClasses.LIST), held);
  }

  /// Also finds out whether the file is a jar, which a class loader would not say.
  private static List<String> classesOf(Path file) throws IOException {
    try (ZipFile jar = new ZipFile(file.toFile())) {
      return jar.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.endsWith(CLASS) && !name.startsWith("META-INF/"))
          .map(name -> name.substring(0, name.length() - CLASS.length()).replace('/', '.'))
          .toList();
    }
  }
}
