package io.framegauge.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What an alias stands for is a copy, whose relative references start from the alias's place.
final class Relocation {

  private Relocation() {}

  static SourceNode moved(SourceNode node, ConfigPath path) {
    return switch (node) {
      case SourceNode.Constant constant -> constant;
      case SourceNode.Template(Position at, ConfigPath old, String text) ->
          new SourceNode.Template(at, path, text);
      case SourceNode.Listing(Position at, List<SourceNode> items) -> {
        List<SourceNode> copies = new ArrayList<>();
        items.forEach(item -> copies.add(moved(item, path.item(copies.size()))));
        yield new SourceNode.Listing(at, copies);
      }
      case SourceNode.Mapping(Position at, Map<String, SourceNode.Entry> entries) -> {
        Map<String, SourceNode.Entry> copies = new LinkedHashMap<>();
        entries.forEach((key, entry) -> copies.put(key, moved(entry, path.child(key))));
        yield new SourceNode.Mapping(at, copies);
      }
    };
  }

  static SourceNode.Entry moved(SourceNode.Entry entry, ConfigPath path) {
    return new SourceNode.Entry(entry.keyPosition(), moved(entry.value(), path));
  }

  /// The number of values in a tree.
  static int size(SourceNode node) {
    return switch (node) {
      case SourceNode.Constant constant -> 1;
      case SourceNode.Template template -> 1;
      case SourceNode.Listing(Position at, List<SourceNode> items) ->
          1 + items.stream().mapToInt(Relocation::size).sum();
      case SourceNode.Mapping(Position at, Map<String, SourceNode.Entry> entries) ->
          1 + entries.values().stream().mapToInt(entry -> size(entry.value())).sum();
    };
  }
}
