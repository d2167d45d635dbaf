package io.framegauge.config;

import java.util.List;

/// A list.
///
/// @param position where the list begins
/// @param items in order
/// @param variables the environment variables the whole list came from
public record ListNode(Position position, List<ConfigNode> items, List<String> variables)
    implements ConfigNode {

  public ListNode {
    items = List.copyOf(items);
    variables = List.copyOf(variables);
  }
}
