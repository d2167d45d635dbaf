package io.framegauge.config;

import java.util.List;

/// A value of the configuration with everything in it resolved: no `${…}` is left to be looked at.
/// Immutable. A dollar and a brace that are still in a text came from outside (the environment,
/// JSON) or were escaped, and are literal.
public sealed interface ConfigNode permits MapNode, ListNode, ScalarNode {

  /// Where the value was written; for an interpolated one, where its `${…}` was written.
  Position position();

  /// The environment variables this value came from, in the order of their use; mostly none or one.
  List<String> variables();
}
