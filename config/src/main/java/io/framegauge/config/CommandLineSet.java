package io.framegauge.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// `--set path=value` of the command line.
///
/// @param path where to
/// @param value what, with the position `--set path:1:column`
record CommandLineSet(ConfigPath path, SourceNode value) {
  private static final Pattern PATH =
      Pattern.compile("[^.\\[\\]=\\s]+(\\.[^.\\[\\]=\\s]+|\\[\\d{1,9}])*");

  /// The document with the value in it; the same document and a problem if that is not possible.
  static SourceNode.Mapping apply(String argument, SourceNode.Mapping document, Problems problems) {
    Optional<CommandLineSet> set = parse(argument, problems);
    if (set.isEmpty()) {
      return document;
    }
    SourceNode changed = set.get().into(document, ConfigPath.ROOT, problems);
    return changed instanceof SourceNode.Mapping mapping ? mapping : document;
  }

  private static Optional<CommandLineSet> parse(String argument, Problems problems) {
    int equals = argument.indexOf('=');
    String name = equals < 0 ? argument : argument.substring(0, equals).strip();
    if (equals < 0 || !PATH.matcher(name).matches()) {
      problems.add(
          Position.startOf("--set"),
          "",
          "expected path=value (found " + Found.quote(argument) + ")");
      return Optional.empty();
    }
    ConfigPath path = ConfigPath.parse(name);
    String label = "--set " + path;
    problems.order(label);
    String text = argument.substring(equals + 1);
    Problems own = new Problems();
    Optional<SourceNode> value = YamlReader.value(label, text, path, own);
    own.list().forEach(p -> problems.add(p.position(), path.toString(), p.message()));
    return value.map(v -> new CommandLineSet(path, v));
  }

  private SourceNode into(SourceNode node, ConfigPath reached, Problems problems) {
    int done = reached.segments().size();
    if (done == path.segments().size()) {
      return value;
    }
    String segment = path.segments().get(done);
    int index = ConfigPath.index(segment);
    return switch (node) {
      case SourceNode.Listing(Position at, List<SourceNode> items)
          when index >= 0 && index < items.size() -> {
        List<SourceNode> changed = new ArrayList<>(items);
        changed.set(index, into(items.get(index), reached.item(index), problems));
        yield new SourceNode.Listing(at, changed);
      }
      case SourceNode.Mapping(Position at, Map<String, SourceNode.Entry> entries) -> {
        SourceNode.Entry old = entries.get(segment);
        SourceNode below = old == null ? nothing() : old.value();
        SourceNode.Entry entry =
            new SourceNode.Entry(value.position(), into(below, reached.child(segment), problems));
        Map<String, SourceNode.Entry> changed = new LinkedHashMap<>(entries);
        changed.put(segment, entry);
        yield new SourceNode.Mapping(at, changed);
      }
      default -> {
        if (node.isNull() && !segment.startsWith("[")) {
          yield into(new SourceNode.Mapping(value.position(), Map.of()), reached, problems);
        }
        String what = node instanceof SourceNode.Listing ? "has no such item" : "is not a map";
        problems.add(value.position(), path.toString(), reached + " " + what);
        yield node;
      }
    };
  }

  private static SourceNode nothing() {
    return new SourceNode.Constant(ScalarNode.nothing(Position.startOf("--set")));
  }
}
