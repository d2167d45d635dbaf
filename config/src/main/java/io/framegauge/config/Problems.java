package io.framegauge.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Everything that is wrong, collected so that it can be told at once. The same problem added twice
/// counts once. Not thread-safe.
public final class Problems {
  private final List<String> files = new ArrayList<>();
  private final Set<Problem> problems = new LinkedHashSet<>();

  /// Adds a problem.
  public void add(Problem problem) {
    order(problem.position().file());
    problems.add(problem);
  }

  /// Adds a problem of the key at `path`.
  public void add(Position position, String path, String message) {
    add(new Problem(position, path, message));
  }

  /// Whether nothing is wrong so far.
  public boolean isEmpty() {
    return problems.isEmpty();
  }

  /// The problems by file (the module file, the defaults, the command line), line and column.
  public List<Problem> list() {
    return problems.stream()
        .sorted(
            Comparator.comparingInt((Problem p) -> files.indexOf(p.position().file()))
                .thenComparingInt(p -> p.position().line())
                .thenComparingInt(p -> p.position().column()))
        .toList();
  }

  /// Ends the reading if anything is wrong.
  ///
  /// @throws ConfigurationException with all problems
  public void throwIfAny() {
    if (!isEmpty()) {
      throw new ConfigurationException(list());
    }
  }

  /// Fixes a file's place in the order of the list.
  void order(String file) {
    if (!files.contains(file)) {
      files.add(file);
    }
  }
}
