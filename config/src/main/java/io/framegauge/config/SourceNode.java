package io.framegauge.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A value as it was written, with `${…}` still to be resolved. That a resolved value is another
/// type ([ConfigNode]) is what keeps text out of the environment from being interpolated again.
sealed interface SourceNode {

  Position position();

  /// A map as written.
  record Mapping(Position position, Map<String, Entry> entries) implements SourceNode {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  /// A list as written.
  record Listing(Position position, List<SourceNode> items) implements SourceNode {
    public Listing {
      items = List.copyOf(items);
    }
  }

  /// A value with nothing to resolve.
  record Constant(ConfigNode node) implements SourceNode {
    @Override
    public Position position() {
      return node.position();
    }
  }

  /// A scalar with `${…}` in it; the path is what relative references start from.
  record Template(Position position, ConfigPath path, String text) implements SourceNode {
    @Override
    public int hashCode() { // that of a record would be made anew by each JVM
      return 31 * path.hashCode() + text.hashCode();
    }
  }

  /// A value and where its key was written.
  record Entry(Position keyPosition, SourceNode value) {}

  /// The entries of a resolved map, to be read like written ones.
  static Map<String, Entry> entriesOf(MapNode map) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    map.entries()
        .forEach((k, e) -> entries.put(k, new Entry(e.keyPosition(), new Constant(e.value()))));
    return entries;
  }

  default boolean isNull() {
    return this instanceof Constant(ScalarNode scalar) && scalar.isNull();
  }
}
