package io.framegauge.config;

import java.util.List;

/// Small questions about resolved values, and small changes of them.
final class Nodes {

  private Nodes() {}

  static boolean isNull(ConfigNode node) {
    return node instanceof ScalarNode scalar && scalar.isNull();
  }

  /// Text that no quotes mark as text.
  static ScalarNode text(Position position, String text, List<String> variables) {
    return new ScalarNode(position, new Scalar.Text(text), text, false, variables);
  }

  /// The same value as if it had been written somewhere else; what is in it stays where it was.
  static ConfigNode at(Position position, ConfigNode node) {
    if (node instanceof ScalarNode s) {
      return new ScalarNode(position, s.value(), s.text(), s.quoted(), s.variables());
    }
    return node instanceof MapNode map
        ? new MapNode(position, map.entries(), map.variables())
        : new ListNode(position, ((ListNode) node).items(), node.variables());
  }
}
