package io.framegauge.config;

import java.util.List;
import java.util.Map;

/// Writes a document with everything resolved, as YAML for a person to read.
final class ResolvedYaml {
  private final Resolver resolver;
  private final StringBuilder out = new StringBuilder();

  ResolvedYaml(Resolver resolver) {
    this.resolver = resolver;
  }

  String write(SourceNode.Mapping root) {
    if (root.entries().isEmpty()) {
      return "{}\n";
    }
    entries(root, ConfigPath.ROOT, "", "");
    return out.toString();
  }

  private void entries(
      SourceNode.Mapping mapping, ConfigPath path, String firstIndent, String indent) {
    String before = firstIndent;
    for (Map.Entry<String, SourceNode.Entry> entry : mapping.entries().entrySet()) {
      out.append(before).append(YamlScalars.key(entry.getKey())).append(':');
      value(entry.getValue().value(), path.child(entry.getKey()), indent + "  ");
      before = indent;
    }
  }

  /// Writes what stands behind `key:` or `-`, and the end of the line.
  private void value(SourceNode written, ConfigPath path, String indent) {
    SourceNode node;
    try {
      node = resolver.expand(written);
    } catch (Unresolved unresolved) {
      String text = written instanceof SourceNode.Template t ? YamlScalars.quoted(t.text()) : "";
      line(" " + text, unresolved.problems().getFirst().message());
      return;
    }
    switch (node) {
      case SourceNode.Mapping mapping when mapping.entries().isEmpty() -> line(" {}", "");
      case SourceNode.Mapping mapping -> {
        line("", origin(written));
        entries(mapping, path, indent, indent);
      }
      case SourceNode.Listing listing when listing.items().isEmpty() -> line(" []", "");
      case SourceNode.Listing listing -> {
        line("", origin(written));
        items(listing, path, indent);
      }
      case SourceNode.Constant(ScalarNode scalar) ->
          line(" " + YamlScalars.value(path, scalar), origin(scalar.variables()));
      case SourceNode.Constant constant -> throw new IllegalStateException("not expanded");
      case SourceNode.Template template -> throw new IllegalStateException("not expanded");
    }
  }

  private void items(SourceNode.Listing listing, ConfigPath path, String indent) {
    for (int i = 0; i < listing.items().size(); i++) {
      out.append(indent).append('-');
      SourceNode item = listing.items().get(i);
      if (item instanceof SourceNode.Mapping mapping && !mapping.entries().isEmpty()) {
        entries(mapping, path.item(i), " ", indent + "  ");
      } else {
        value(item, path.item(i), indent + "  ");
      }
    }
  }

  private String origin(SourceNode written) {
    return written instanceof SourceNode.Template template
        ? origin(resolver.resolve(template).variables())
        : "";
  }

  private static String origin(List<String> variables) {
    return variables.isEmpty() ? "" : Found.origin(variables).substring(2);
  }

  private void line(String text, String comment) {
    out.append(text);
    if (!comment.isEmpty()) {
      out.append("  # ").append(comment.replaceAll("\\R", " "));
    }
    out.append('\n');
  }
}
