package io.framegauge.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Gives `${…}` their values: on demand, each once, relative to one root. Not thread-safe.
///
/// What every start comes through in this package asks `instanceof`: a `switch` over types is
/// linked anew by each JVM, which takes a millisecond each.
final class Resolver {
  /// References and maps inside one another; more is a mistake or an attack.
  private static final int DEEPEST = 50;

  /// Values that references stand for; references to references can double them again and again.
  private static final int MOST_NODES = 100_000;

  private final SourceNode.Mapping root;
  private final Evaluation evaluation;
  private final Map<SourceNode.Template, Outcome> outcomes = new HashMap<>();
  private final Set<SourceNode.Template> underWay = new LinkedHashSet<>();
  private final Set<ConfigPath> referred = new HashSet<>();
  private final Set<ConfigPath> aboveReferred = new HashSet<>();
  private int referredNodes;

  private sealed interface Outcome {
    record Value(ConfigNode node) implements Outcome {}

    record Failure(List<Problem> problems) implements Outcome {}
  }

  Resolver(SourceNode.Mapping root, Map<String, String> environment) {
    this.root = root;
    this.evaluation = new Evaluation(this, environment);
    References.in(root).forEach(this::refer);
  }

  /// The value with everything in it resolved.
  ///
  /// @throws Unresolved with every problem in the subtree
  ConfigNode resolve(SourceNode node) {
    if (node instanceof SourceNode.Constant constant) {
      return constant.node();
    }
    if (node instanceof SourceNode.Template template) {
      return resolve(template);
    }
    return node instanceof SourceNode.Mapping mapping
        ? resolve(mapping)
        : resolve((SourceNode.Listing) node);
  }

  /// The value with at least its outermost level resolved: never a template, and a constant only
  /// for a scalar.
  SourceNode expand(SourceNode node) {
    SourceNode value =
        node instanceof SourceNode.Template template
            ? new SourceNode.Constant(resolve(template))
            : node;
    if (value instanceof SourceNode.Constant(MapNode map)) {
      return new SourceNode.Mapping(map.position(), SourceNode.entriesOf(map));
    }
    if (value instanceof SourceNode.Constant(ListNode list)) {
      return new SourceNode.Listing(
          list.position(),
          list.items().stream().<SourceNode>map(SourceNode.Constant::new).toList());
    }
    return value;
  }

  /// A value for messages, with nothing in it if it was written as a map or a list.
  ConfigNode outermost(SourceNode node) {
    return switch (node) {
      case SourceNode.Constant(ConfigNode value) -> value;
      case SourceNode.Template template -> resolve(template);
      case SourceNode.Mapping mapping -> new MapNode(mapping.position(), Map.of(), List.of());
      case SourceNode.Listing listing -> new ListNode(listing.position(), List.of(), List.of());
    };
  }

  /// Whether some `${…}` refers to a key, to something below it or to a map around it.
  boolean isReferred(ConfigPath path) {
    return aboveReferred.contains(path)
        || IntStream.rangeClosed(0, path.segments().size())
            .anyMatch(levels -> referred.contains(path.up(levels)));
  }

  private void refer(ConfigPath path) {
    referred.add(path);
    for (int levels = 1; levels < path.segments().size(); levels++) {
      aboveReferred.add(path.up(levels));
    }
  }

  /// What a reference in a template means.
  ConfigNode follow(SourceNode.Template from, int up, ConfigPath path) {
    if (up > from.path().segments().size()) {
      throw failure(from, "the reference has more dots than there are levels above it");
    }
    ConfigPath base = up == 0 ? ConfigPath.ROOT : from.path().up(up);
    ConfigPath target = base.plus(path);
    refer(target);
    SourceNode node = root;
    ConfigPath reached = ConfigPath.ROOT;
    for (String segment : target.segments()) {
      SourceNode parent = expand(node);
      node = step(parent, segment);
      if (node == null) {
        throw failure(from, References.undefined(target, reached, segment, parent));
      }
      reached = reached.child(segment);
    }
    if (referredNodes < MOST_NODES) {
      ConfigNode value = resolve(node);
      referredNodes += References.size(value, MOST_NODES);
      if (referredNodes < MOST_NODES) {
        return value;
      }
      referredNodes = MOST_NODES;
    }
    throw failure(from, "the references make more than " + MOST_NODES + " values");
  }

  static Unresolved failure(SourceNode.Template template, String message) {
    return new Unresolved(
        List.of(new Problem(template.position(), template.path().toString(), message)));
  }

  private static @Nullable SourceNode step(SourceNode parent, String segment) {
    if (parent instanceof SourceNode.Mapping mapping) {
      SourceNode.Entry entry = mapping.entries().get(segment);
      return entry == null ? null : entry.value();
    }
    if (parent instanceof SourceNode.Listing listing) {
      int index = ConfigPath.index(segment);
      return index < 0 || index >= listing.items().size() ? null : listing.items().get(index);
    }
    return null;
  }

  private ConfigNode resolve(SourceNode.Template template) {
    Outcome known = outcomes.get(template);
    if (known == null) {
      known = evaluate(template);
      outcomes.put(template, known);
    }
    if (known instanceof Outcome.Failure failure) {
      throw new Unresolved(failure.problems());
    }
    return ((Outcome.Value) known).node();
  }

  private Outcome evaluate(SourceNode.Template template) {
    if (underWay.contains(template)) {
      return new Outcome.Failure(failure(template, circle(template)).problems());
    }
    if (underWay.size() >= DEEPEST) {
      return new Outcome.Failure(
          failure(template, "more than " + DEEPEST + " references, one leading to the next")
              .problems());
    }
    underWay.add(template);
    try {
      return new Outcome.Value(evaluation.value(template));
    } catch (Unresolved unresolved) {
      return new Outcome.Failure(unresolved.problems());
    } finally {
      underWay.remove(template);
    }
  }

  private String circle(SourceNode.Template template) {
    List<String> paths = new ArrayList<>();
    underWay.stream()
        .dropWhile(t -> !t.equals(template))
        .forEach(t -> paths.add(t.path().toString()));
    paths.add(template.path().toString());
    return "the references go in a circle: " + paths.stream().collect(Collectors.joining(" -> "));
  }

  private ConfigNode resolve(SourceNode.Mapping mapping) {
    Map<String, MapNode.Entry> entries = new LinkedHashMap<>();
    Set<Problem> problems = new LinkedHashSet<>();
    mapping
        .entries()
        .forEach((key, entry) -> {
          try {
            entries.put(key, new MapNode.Entry(entry.keyPosition(), resolve(entry.value())));
          } catch (Unresolved unresolved) {
            problems.addAll(unresolved.problems());
          }
        });
    if (!problems.isEmpty()) {
      throw new Unresolved(List.copyOf(problems));
    }
    return new MapNode(mapping.position(), entries, List.of());
  }

  private ConfigNode resolve(SourceNode.Listing listing) {
    List<ConfigNode> items = new ArrayList<>();
    Set<Problem> problems = new LinkedHashSet<>();
    for (SourceNode item : listing.items()) {
      try {
        items.add(resolve(item));
      } catch (Unresolved unresolved) {
        problems.addAll(unresolved.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new Unresolved(List.copyOf(problems));
    }
    return new ListNode(listing.position(), items, List.of());
  }
}
