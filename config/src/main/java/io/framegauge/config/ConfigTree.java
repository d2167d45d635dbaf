package io.framegauge.config;

/// A whole configuration: the user's file over the defaults, with what the command line sets.
/// Nothing is resolved before it is read. Not thread-safe.
public final class ConfigTree {
  private final SourceNode.Mapping mapping;
  private final Resolver resolver;
  private final Problems problems;
  private final Section root;

  /// @param broken whether a file could not be read, so that keys miss for that reason
  ConfigTree(SourceNode.Mapping mapping, Resolver resolver, Problems problems, boolean broken) {
    this.mapping = mapping;
    this.resolver = resolver;
    this.problems = problems;
    this.root = new Section(resolver, problems, ConfigPath.ROOT, mapping, broken);
  }

  /// The section of the whole document, always the same one.
  public Section root() {
    return root;
  }

  /// Everything found wrong so far; the sections add to it.
  public Problems problems() {
    return problems;
  }

  /// The configuration as YAML with every `${…}` replaced by its value, for a person to read:
  /// values from the environment name their variable in a comment, secrets are hidden, and what
  /// cannot be resolved stands as it was written, with the reason in a comment. Adds no problems.
  public String resolvedYaml() {
    return new ResolvedYaml(resolver).write(mapping);
  }
}
