package io.framegauge.adapters.cli;

import java.nio.file.Path;

/// Folders that commands use.
final class Folders {
  private Folders() {}

  /// The folder that a module's own paths start from.
  static Path of(Path file) {
    Path parent = file.getParent();
    return parent == null ? Path.of("") : parent;
  }

  /// Where compiled plugins are kept: in the user's cache folder.
  static Path pluginCache() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path base =
        cache == null || cache.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return base.resolve("framegauge").resolve("plugins");
  }
}
