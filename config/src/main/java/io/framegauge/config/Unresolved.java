package io.framegauge.config;

import java.util.List;

/// A `${…}` that has no value, and why. Never leaves the package.
final class Unresolved extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  Unresolved(List<Problem> problems) {
    super(problems.getFirst().toString(), null, false, false);
    this.problems = List.copyOf(problems);
  }

  List<Problem> problems() {
    return problems;
  }
}
