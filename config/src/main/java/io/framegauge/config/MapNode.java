package io.framegauge.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A map with its keys in the order of writing.
///
/// @param position where the map begins
/// @param entries by key, in order
/// @param variables the environment variables the whole map came from
public record MapNode(Position position, Map<String, Entry> entries, List<String> variables)
    implements ConfigNode {

  public MapNode {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    variables = List.copyOf(variables);
  }

  /// A value and where its key was written.
  public record Entry(Position keyPosition, ConfigNode value) {}

  /// The value of a key, which may be a null scalar.
  public Optional<ConfigNode> get(String key) {
    return Optional.ofNullable(entries.get(key)).map(Entry::value);
  }
}
