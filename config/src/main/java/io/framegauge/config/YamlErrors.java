package io.framegauge.config;

import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// What the YAML parser has to say, as a problem.
final class YamlErrors {

  private YamlErrors() {}

  static Problem problem(String label, String text, YamlEngineException error) {
    if (!(error instanceof MarkedYamlEngineException marked)) {
      return new Problem(Position.startOf(label), "", "not valid YAML: " + oneLine(error));
    }
    Position at =
        marked
            .getProblemMark()
            .map(mark -> new Position(label, mark.getLine() + 1, mark.getColumn() + 1))
            .orElse(Position.startOf(label));
    String line = text.lines().skip(at.line() - 1L).findFirst().orElse("");
    String hint =
        line.contains("${")
            ? " (a ${…} inside {…} or […], or with \": \" in it, has to stand in quotes)"
            : "";
    return new Problem(at, "", "not valid YAML: " + oneLine(marked) + hint);
  }

  private static String oneLine(YamlEngineException error) {
    String message =
        error instanceof MarkedYamlEngineException marked
            ? marked.getProblem()
            : String.valueOf(error.getMessage());
    return message.strip().replaceAll("\\s+", " ");
  }
}
