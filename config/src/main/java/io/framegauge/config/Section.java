package io.framegauge.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// A map of the configuration, to be read by its owner into a record of its own.
///
/// Reading never throws: what is wrong becomes a problem and the value counts as absent. `${…}` is
/// resolved when its key is read for the first time, so a key that nobody reads cannot fail. A null
/// value is an absent one. At the end [#finish()] reports the keys that nobody asked for.
///
/// A number or a boolean is accepted where its text comes out of an interpolation, such as
/// `${oc.env:PORT, 8080}`; a value in quotes is text and nothing else. Not thread-safe.
public final class Section {
  private final Resolver resolver;
  private final Problems problems;
  private final ConfigPath path;
  private final Position position;
  private final Map<String, SourceNode.Entry> entries;
  private final boolean broken;
  private final Set<String> asked = new LinkedHashSet<>();
  private final Set<String> failed = new LinkedHashSet<>();
  private final Map<String, Section> children = new HashMap<>();
  private final Map<String, List<Section>> lists = new HashMap<>();

  /// @param broken whether a problem is already known that explains what is missing here
  Section(
      Resolver resolver,
      Problems problems,
      ConfigPath path,
      SourceNode.Mapping mapping,
      boolean broken) {
    this.resolver = resolver;
    this.problems = problems;
    this.path = path;
    this.position = mapping.position();
    this.entries = mapping.entries();
    this.broken = broken;
  }

  /// Where the map begins; where its nearest written parent begins if it was not written.
  public Position position() {
    return position;
  }

  /// The way here from the root, such as `parameters.telemetry`; empty for the root.
  public String path() {
    return path.toString();
  }

  /// The written keys in order, the null ones too.
  public Set<String> keys() {
    return entries.keySet();
  }

  /// Whether a key has a value other than null. What is inside a map or a list is not looked at.
  public boolean has(String key) {
    return source(key).isPresent();
  }

  /// Like [#has(String)], with the problem `missing key` if there is no value.
  public boolean require(String key) {
    return require(key, "missing key");
  }

  /// Like [#require(String)] for an owner who can say more than `missing key`.
  public boolean require(String key, String missing) {
    if (!has(key) && !broken && !failed.contains(key)) {
      problem(key, entries.containsKey(key) ? "a value is needed (found null)" : missing);
    }
    return has(key);
  }

  /// A text. A number or `true` has to be written in quotes to be one.
  public Optional<String> text(String key) {
    return read(key, Expectation.text());
  }

  /// A whole number from `min` to `max`, both included.
  public Optional<Long> wholeNumber(String key, long min, long max) {
    return read(key, Expectation.wholeNumber(min, max));
  }

  /// A finite number above `minExclusive` and up to `max`.
  public Optional<Double> decimal(String key, double minExclusive, double max) {
    return read(key, Expectation.decimal(minExclusive, max));
  }

  /// `true` or `false`.
  public Optional<Boolean> bool(String key) {
    return read(key, Expectation.bool());
  }

  /// A map whose values are texts, in the order of writing. Null values are problems too.
  public Optional<Map<String, String>> textMap(String key) {
    Optional<ConfigNode> node = node(key);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (!(node.get() instanceof MapNode map)) {
      return mistyped(key, "a map of texts");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    map.entries()
        .forEach((name, entry) ->
            convert(key, path.child(key).child(name), entry.value(), Expectation.text())
                .ifPresent(text -> texts.put(name, text)));
    return failed.contains(key) ? Optional.empty() : Optional.of(texts);
  }

  /// The map at a key; an empty section when there is none.
  public Section section(String key) {
    return children.computeIfAbsent(
        key,
        absent -> {
          Optional<SourceNode> value = source(key);
          if (value.orElse(null) instanceof SourceNode.Mapping mapping) {
            return child(path.child(key), mapping, false);
          }
          value.ifPresent(other -> mistyped(key, "a map"));
          SourceNode.Mapping empty = new SourceNode.Mapping(positionOf(key), Map.of());
          return child(path.child(key), empty, failed.contains(key));
        });
  }

  /// The maps of the list at a key, if there is one. An item that is no map is a problem, left out.
  public List<Section> sections(String key) {
    return lists.computeIfAbsent(
        key,
        absent -> {
          Optional<SourceNode> value = source(key);
          if (value.orElse(null) instanceof SourceNode.Listing(Position at, var items)) {
            List<Section> sections = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
              item(key, path.child(key).item(i), items.get(i)).ifPresent(sections::add);
            }
            return List.copyOf(sections);
          }
          value.ifPresent(other -> mistyped(key, "a list"));
          return List.of();
        });
  }

  /// Whatever is at a key, everything in it resolved; empty for null.
  public Optional<ConfigNode> node(String key) {
    return value(key, resolver::resolve).filter(node -> !Nodes.isNull(node));
  }

  /// Accepts a key without looking at its value, as for a part that is switched off.
  public void skip(String key) {
    asked.add(key);
  }

  /// Where a key's value was written; where this section begins if it was not.
  public Position positionOf(String key) {
    SourceNode.Entry entry = entries.get(key);
    return entry == null ? position : entry.value().position();
  }

  /// The way to a key from the root.
  public String pathOf(String key) {
    return path.child(key).toString();
  }

  /// The environment variable that a key's value came from, if it came from one.
  public Optional<String> variableOf(String key) {
    return variablesOf(key).stream().findFirst();
  }

  /// Adds the owner's problem with a key's value; one from the environment names its variable.
  public void problem(String key, String message) {
    List<String> variables = variablesOf(key);
    boolean named = variables.isEmpty() || message.contains(variables.getFirst());
    String origin = named ? "" : " (" + Found.origin(variables).substring(2) + ")";
    fail(key, positionOf(key), path.child(key), message + origin);
  }

  /// Where the problems of this section go.
  public Problems problems() {
    return problems;
  }

  /// The same map to be read from the beginning, with problems of its own.
  public Section afresh() {
    SourceNode.Mapping mapping = new SourceNode.Mapping(position, entries);
    return new Section(resolver, new Problems(), path, mapping, false);
  }

  /// Reports every key that was neither read nor is referred to by a `${…}` as unknown, in this
  /// section and in all that were read from it.
  public void finish() {
    children.values().forEach(Section::finish);
    lists.values().forEach(sections -> sections.forEach(Section::finish));
    if (broken) {
      return;
    }
    entries.forEach((key, entry) -> {
      ConfigPath full = path.child(key);
      if (!asked.contains(key) && !resolver.isReferred(full)) {
        String hint = Suggestion.didYouMean(key, notIn(entry.keyPosition().file()));
        problems.add(entry.keyPosition(), full.toString(), "unknown key" + hint);
      }
    });
  }

  /// The keys that owners asked for and that a file does not write itself.
  private List<String> notIn(String file) {
    return asked.stream()
        .filter(key -> {
          SourceNode.Entry entry = entries.get(key);
          return entry == null || !entry.keyPosition().file().equals(file);
        })
        .toList();
  }

  private List<String> variablesOf(String key) {
    return source(key).isPresent() ? outermost(key).variables() : List.of();
  }

  private <T> Optional<T> read(String key, Expectation<T> expectation) {
    return node(key).flatMap(node -> convert(key, path.child(key), node, expectation));
  }

  private <T> Optional<T> convert(
      String key, ConfigPath at, ConfigNode node, Expectation<T> expectation) {
    Optional<T> value = expectation.read(node);
    if (value.isEmpty()) {
      fail(key, node.position(), at, expected(expectation.words(), at, node));
    }
    return value;
  }

  /// For a value that was expanded without a problem.
  private <T> Optional<T> mistyped(String key, String words) {
    ConfigNode node = outermost(key);
    return fail(key, node.position(), path.child(key), expected(words, path.child(key), node));
  }

  private ConfigNode outermost(String key) {
    SourceNode.Entry entry = entries.get(key);
    return entry == null ? ScalarNode.nothing(position) : resolver.outermost(entry.value());
  }

  private static String expected(String words, ConfigPath at, ConfigNode node) {
    return "expected " + words + " " + Found.in(at, node);
  }

  private <T> Optional<T> fail(String key, Position at, ConfigPath where, String message) {
    failed.add(key);
    problems.add(at, where.toString(), message);
    return Optional.empty();
  }

  private <T> Optional<T> fail(String key, Unresolved unresolved) {
    failed.add(key);
    unresolved.problems().forEach(problems::add);
    return Optional.empty();
  }

  /// The value of a key one level deep: what is under it stays unresolved.
  private Optional<SourceNode> source(String key) {
    return value(key, resolver::expand).filter(node -> !node.isNull());
  }

  private <T> Optional<T> value(String key, Function<SourceNode, T> resolving) {
    asked.add(key);
    SourceNode.Entry entry = entries.get(key);
    if (entry == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(resolving.apply(entry.value()));
    } catch (Unresolved unresolved) {
      return fail(key, unresolved);
    }
  }

  private Optional<Section> item(String key, ConfigPath at, SourceNode item) {
    try {
      SourceNode value = resolver.expand(item);
      if (value instanceof SourceNode.Mapping mapping) {
        return Optional.of(child(at, mapping, false));
      }
      return fail(key, value.position(), at, expected("a map", at, resolver.outermost(item)));
    } catch (Unresolved unresolved) {
      return fail(key, unresolved);
    }
  }

  private Section child(ConfigPath at, SourceNode.Mapping mapping, boolean isBroken) {
    return new Section(resolver, problems, at, mapping, broken || isBroken);
  }
}
