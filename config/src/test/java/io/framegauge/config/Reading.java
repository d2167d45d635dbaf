package io.framegauge.config;

import java.util.List;
import java.util.Map;

/// Short forms for tests: YAML text in, values and problem lines out.
final class Reading {

  private Reading() {}

  static ConfigTree tree(String yaml) {
    return tree(yaml, Map.of());
  }

  static ConfigTree tree(String yaml, Map<String, String> environment) {
    return ModuleFile.parse("m.yml", yaml, List.of(), environment);
  }

  /// What is wrong with a document whose keys all have an owner.
  static List<String> problemsOf(String yaml) {
    return problemsOf(yaml, Map.of());
  }

  static List<String> problemsOf(String yaml, Map<String, String> environment) {
    ConfigTree tree = tree(yaml, environment);
    tree.root().keys().forEach(tree.root()::node);
    return lines(tree);
  }

  static List<String> lines(ConfigTree tree) {
    return tree.problems().list().stream().map(Problem::toString).toList();
  }

  /// A value in a short notation that tells types apart: `"text"`, `1`, `1.0`, `null`, `[…]`.
  static String shown(ConfigNode node) {
    return switch (node) {
      case ScalarNode scalar when scalar.value() instanceof Scalar.Text(String text) ->
          "\"" + text + "\"";
      case ScalarNode scalar -> scalar.value().text();
      case ListNode list -> list.items().stream().map(Reading::shown).toList().toString();
      case MapNode map -> {
        StringBuilder shown = new StringBuilder();
        map.entries()
            .forEach((key, entry) ->
                shown
                    .append(shown.isEmpty() ? "" : ", ")
                    .append(key)
                    .append(": ")
                    .append(shown(entry.value())));
        yield "{" + shown + "}";
      }
    };
  }

  /// The value of the key `v`, or its problem's message.
  static String valueOf(String yaml, Map<String, String> environment) {
    ConfigTree tree = tree(yaml, environment);
    String value = tree.root().node("v").map(Reading::shown).orElse("null");
    return tree.problems().isEmpty() ? value : tree.problems().list().getFirst().message();
  }
}
