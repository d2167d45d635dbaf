package io.framegauge.config;

import java.util.List;
import java.util.stream.Collectors;

/// The configuration cannot be used. The message has one line a problem.
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /// @param problems in the order in which they are told
  public ConfigurationException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /// All problems, sorted by file and line.
  public List<Problem> problems() {
    return problems;
  }
}
