package io.framegauge.config;

import java.util.LinkedHashMap;
import java.util.Map;

/// One document over another.
final class Merge {

  private Merge() {}

  /// Maps merge key by key; whatever else is written over replaces what was there, null too.
  static SourceNode.Mapping over(SourceNode.Mapping base, SourceNode.Mapping top) {
    Map<String, SourceNode.Entry> entries = new LinkedHashMap<>(base.entries());
    top.entries().forEach((key, entry) -> entries.merge(key, entry, Merge::over));
    return new SourceNode.Mapping(top.position(), entries);
  }

  private static SourceNode.Entry over(SourceNode.Entry base, SourceNode.Entry top) {
    if (base.value() instanceof SourceNode.Mapping below
        && top.value() instanceof SourceNode.Mapping above) {
      return new SourceNode.Entry(top.keyPosition(), over(below, above));
    }
    return top;
  }
}
