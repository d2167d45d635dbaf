package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.Factories;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The element factories of this machine by their names. All of them are listed only where a name
/// is wrong: there are a thousand and more. One thread.
final class FactoryNames {
  private @Nullable Set<String> all;

  /// Whether there is one of this name.
  boolean has(String name) {
    return Factories.has(name);
  }

  /// All names, sorted.
  Set<String> all() {
    Set<String> names = all;
    if (names == null) {
      names = new TreeSet<>(Factories.names());
      all = names;
    }
    return names;
  }
}
