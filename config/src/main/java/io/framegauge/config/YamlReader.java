package io.framegauge.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Turns YAML text into [SourceNode]s, from the parser's events: one pass that knows the position
/// of everything, stops at the first bracket too many and sees each duplicate key.
final class YamlReader {
  static final int MOST_CHARACTERS = 256 * 1024;

  private static final int DEEPEST = 50;
  private static final int MOST_ALIASES = 100;
  private static final int MOST_NODES = 20_000;

  private final String label;
  private final Problems problems;
  private final Iterator<Event> events;
  private final Map<String, SourceNode> anchors = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private int depth;
  private int aliases;
  private int nodes;

  /// What ends the reading of a document.
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    Unreadable(Position position, ConfigPath path, String message) {
      super(message, null, false, false);
      this.problem = new Problem(position, path.toString(), message);
    }
  }

  private YamlReader(String label, Problems problems, Iterator<Event> events) {
    this.label = label;
    this.problems = problems;
    this.events = events;
  }

  /// A whole document, which has to be a map; an empty one is an empty map.
  static Optional<SourceNode.Mapping> document(String label, String text, Problems problems) {
    Optional<SourceNode> root = read(label, text, ConfigPath.ROOT, problems);
    if (root.isEmpty() || root.get() instanceof SourceNode.Mapping) {
      return root.map(SourceNode.Mapping.class::cast);
    }
    if (root.get().isNull()) {
      return Optional.of(new SourceNode.Mapping(Position.startOf(label), Map.of()));
    }
    problems.add(root.get().position(), "", "expected a map of keys and values");
    return Optional.empty();
  }

  /// One value of any kind that stands at `path`: a scalar or a collection in brackets.
  static Optional<SourceNode> value(String label, String text, ConfigPath path, Problems problems) {
    return read(label, text, path, problems);
  }

  private static Optional<SourceNode> read(
      String label, String text, ConfigPath path, Problems problems) {
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (content.codePointCount(0, content.length()) > MOST_CHARACTERS) {
      problems.add(Position.startOf(label), "", "longer than " + MOST_CHARACTERS + " characters");
      return Optional.empty();
    }
    try {
      LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
      Iterator<Event> events = new Parse(settings).parseString(content).iterator();
      return Optional.of(new YamlReader(label, problems, events).stream(path));
    } catch (Unreadable e) {
      problems.add(e.problem);
    } catch (ReaderException e) {
      problems.add(
          positionAt(label, content, e.getPosition()),
          "",
          String.format("the character U+%04X is not allowed in YAML", e.getCodePoint()));
    } catch (YamlEngineException e) {
      problems.add(YamlErrors.problem(label, content, e));
    }
    return Optional.empty();
  }

  /// The position of the character (code point) with a number counted from 0.
  static Position positionAt(String label, String text, int characters) {
    int end =
        text.offsetByCodePoints(0, Math.min(characters, text.codePointCount(0, text.length())));
    String before = text.substring(0, end);
    int lastBreak = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'));
    int line =
        1 + (int) before.lines().count() - (before.isEmpty() || lastBreak == end - 1 ? 0 : 1);
    return new Position(label, line, 1 + before.codePointCount(lastBreak + 1, end));
  }

  private SourceNode stream(ConfigPath path) {
    SourceNode root = new SourceNode.Constant(ScalarNode.nothing(Position.startOf(label)));
    boolean read = false;
    while (events.hasNext()) {
      Event event = events.next();
      if (event.getEventId() == Event.ID.DocumentStart) {
        if (read) {
          throw new Unreadable(position(event), ConfigPath.ROOT, "a second document in one file");
        }
        read = true;
        root = node(events.next(), path);
      }
    }
    return root;
  }

  private SourceNode node(Event event, ConfigPath path) {
    count(event, path, 1);
    if (event instanceof AliasEvent alias) {
      return aliased(alias, path);
    }
    Optional<String> anchor = ((NodeEvent) event).getAnchor().map(a -> a.getValue());
    anchor.ifPresent(open::add);
    SourceNode node = begun(event, path);
    anchor.ifPresent(open::remove);
    anchor.ifPresent(name -> anchors.put(name, node));
    return node;
  }

  private SourceNode begun(Event event, ConfigPath path) {
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar, path);
    }
    if (event instanceof CollectionStartEvent start) {
      return collection(start, path);
    }
    throw new IllegalStateException("not the beginning of a node: " + event);
  }

  private SourceNode aliased(AliasEvent alias, ConfigPath path) {
    String name = alias.getAlias().getValue();
    SourceNode node = anchors.get(name);
    if (open.contains(name) || node == null) {
      String why = open.contains(name) ? "refers to a value around it" : "has no anchor before it";
      throw new Unreadable(position(alias), path, "the alias *" + name + " " + why);
    }
    if (++aliases > MOST_ALIASES) {
      throw new Unreadable(position(alias), path, "more than " + MOST_ALIASES + " aliases");
    }
    count(alias, path, Relocation.size(node));
    return Relocation.moved(node, path);
  }

  private SourceNode collection(CollectionStartEvent start, ConfigPath path) {
    YamlTags.refused(start).ifPresent(m -> problems.add(position(start), path.toString(), m));
    if (!path.segments().isEmpty() && depth == 0 && !start.isFlow()) {
      throw new Unreadable(
          position(start),
          path,
          "expected one value or {…} or […]: put text with \": \" in quotes");
    }
    if (++depth > DEEPEST) {
      throw new Unreadable(
          position(start), ConfigPath.ROOT, "more than " + DEEPEST + " levels of nesting");
    }
    SourceNode node =
        start.getEventId() == Event.ID.MappingStart ? mapping(start, path) : listing(start, path);
    depth--;
    return node;
  }

  private SourceNode listing(CollectionStartEvent start, ConfigPath path) {
    List<SourceNode> items = new ArrayList<>();
    for (Event e = events.next(); e.getEventId() != Event.ID.SequenceEnd; e = events.next()) {
      items.add(node(e, path.item(items.size())));
    }
    return new SourceNode.Listing(position(start), items);
  }

  private SourceNode mapping(CollectionStartEvent start, ConfigPath path) {
    Map<String, SourceNode.Entry> entries = new LinkedHashMap<>();
    Map<String, SourceNode.Entry> inherited = new LinkedHashMap<>();
    for (Event e = events.next(); e.getEventId() != Event.ID.MappingEnd; e = events.next()) {
      if (e instanceof ScalarEvent key && key.isPlain() && key.getValue().equals("<<")) {
        inherit(key, node(events.next(), path), path, inherited);
      } else {
        entry(e, path, entries);
      }
    }
    inherited.forEach(entries::putIfAbsent);
    return new SourceNode.Mapping(position(start), entries);
  }

  private void entry(Event event, ConfigPath path, Map<String, SourceNode.Entry> entries) {
    Position at = position(event);
    if (!(event instanceof ScalarEvent scalar)) {
      throw new Unreadable(at, path, "a key has to be text");
    }
    String key = scalar.getValue();
    if (scalar.isPlain() && CoreScalar.parse(key) instanceof Scalar.Nothing) {
      problems.add(at, path.toString(), "a key has to be text");
      node(events.next(), path);
      return;
    }
    ConfigPath full = path.child(key);
    if (key.contains("${")) {
      problems.add(at, full.toString(), "a key cannot be interpolated");
    }
    SourceNode value = node(events.next(), full);
    SourceNode.Entry first = entries.putIfAbsent(key, new SourceNode.Entry(at, value));
    if (first != null) {
      problems.add(at, full.toString(), "duplicate key (first at " + first.keyPosition() + ")");
    }
  }

  /// `<<: *defaults` or `<<: [*first, *second]`: keys that the map does not have itself.
  private void inherit(
      ScalarEvent key, SourceNode value, ConfigPath path, Map<String, SourceNode.Entry> into) {
    List<SourceNode> maps =
        value instanceof SourceNode.Listing listing ? listing.items() : List.of(value);
    for (SourceNode map : maps) {
      if (!(map instanceof SourceNode.Mapping mapping)) {
        problems.add(position(key), path.toString(), "<< expects a map or a list of maps");
        continue;
      }
      count(key, path, Relocation.size(mapping));
      mapping
          .entries()
          .forEach(
              (name, entry) -> into.putIfAbsent(name, Relocation.moved(entry, path.child(name))));
    }
  }

  private SourceNode scalar(ScalarEvent event, ConfigPath path) {
    Position at = position(event);
    String text = event.getValue();
    Optional<String> refused = YamlTags.refused(event);
    refused.ifPresent(m -> problems.add(at, path.toString(), m));
    boolean typed = event.getTag().isPresent();
    if (text.contains("${") && !typed) {
      return new SourceNode.Template(at, path, text);
    }
    boolean plain = typed ? !YamlTags.isText(event) && refused.isEmpty() : event.isPlain();
    Scalar value = plain ? CoreScalar.parse(text) : new Scalar.Text(text);
    return new SourceNode.Constant(new ScalarNode(at, value, text, !plain, List.of()));
  }

  private void count(Event event, ConfigPath path, int more) {
    nodes += more;
    if (nodes > MOST_NODES) {
      throw new Unreadable(position(event), path, "more than " + MOST_NODES + " values");
    }
  }

  private Position position(Event event) {
    return event
        .getStartMark()
        .map(mark -> new Position(label, mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(Position.startOf(label));
  }
}
