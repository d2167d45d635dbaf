package io.framegauge.config;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What can be said about the references of a document.
final class References {
  private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]*");

  private References() {}

  /// The paths that the document's `${…}` refer to, as far as they are written out.
  static Set<ConfigPath> in(SourceNode node) {
    Set<ConfigPath> found = new LinkedHashSet<>();
    collect(node, found);
    return found;
  }

  private static void collect(SourceNode node, Set<ConfigPath> found) {
    if (node instanceof SourceNode.Mapping mapping) {
      mapping.entries().values().forEach(entry -> collect(entry.value(), found));
    } else if (node instanceof SourceNode.Listing listing) {
      listing.items().forEach(item -> collect(item, found));
    } else if (node instanceof SourceNode.Template template) {
      try {
        collect(template, TemplateParser.parse(template.text()), found);
      } catch (SyntaxProblem e) {
        return; // told when the value is read
      }
    }
  }

  private static void collect(
      SourceNode.Template template, Expression expression, Set<ConfigPath> found) {
    if (expression instanceof Expression.Reference(int up, Expression.Text(String path))) {
      if (up <= template.path().segments().size()) {
        ConfigPath base = up == 0 ? ConfigPath.ROOT : template.path().up(up);
        found.add(base.plus(ConfigPath.parse(path)));
      }
    } else if (expression instanceof Expression.Reference(int up, Expression path)) {
      collect(template, path, found);
    } else if (expression instanceof Expression.Call call) {
      call.arguments().forEach(argument -> collect(template, argument, found));
    } else if (expression instanceof Expression.Joined joined) {
      joined.parts().forEach(part -> collect(template, part, found));
    }
  }

  static String undefined(
      ConfigPath target, ConfigPath reached, String segment, SourceNode parent) {
    String hint = "";
    if (parent instanceof SourceNode.Mapping(Position at, Map<String, SourceNode.Entry> entries)) {
      hint = Suggestion.didYouMean(segment, entries.keySet());
    }
    if (hint.isEmpty() && VARIABLE.matcher(target.toString()).matches()) {
      hint = ". An environment variable is written ${oc.env:" + target + "}";
    }
    String missing = reached.child(segment).toString();
    return "refers to " + target + ", but there is no " + missing + hint;
  }

  /// The number of values in a tree; counting ends at `limit`.
  static int size(ConfigNode node, int limit) {
    int size = 1;
    switch (node) {
      case ScalarNode scalar -> {}
      case ListNode list -> {
        for (ConfigNode item : list.items()) {
          size += size < limit ? size(item, limit - size) : 0;
        }
      }
      case MapNode map -> {
        for (MapNode.Entry entry : map.entries().values()) {
          size += size < limit ? size(entry.value(), limit - size) : 0;
        }
      }
    }
    return size;
  }
}
