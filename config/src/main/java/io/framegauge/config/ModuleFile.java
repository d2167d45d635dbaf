package io.framegauge.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads module files. What is wrong with a file becomes a problem of the tree, never an exception.
public final class ModuleFile {

  private ModuleFile() {}

  /// Reads a user's file over a document of defaults: maps merge, lists replace, null overrides.
  ///
  /// @param file named in messages as it is given here
  /// @param defaultsLabel the name of the defaults in messages, such as `default.yml`
  /// @param defaultsText the defaults as YAML
  /// @param sets the command line's `path=value`, applied last, in order
  /// @param environment what `${oc.env:NAME}` looks into
  public static ConfigTree read(
      Path file,
      String defaultsLabel,
      String defaultsText,
      List<String> sets,
      Map<String, String> environment) {
    Problems problems = new Problems();
    problems.order(file.toString());
    Optional<String> text = FileText.read(file, problems);
    return over(file.toString(), text, defaultsLabel, defaultsText, sets, environment, problems);
  }

  /// Reads a module that is already text, such as one that a program ships, over the defaults.
  ///
  /// @param label its name in messages
  public static ConfigTree over(
      String label,
      String text,
      String defaultsLabel,
      String defaultsText,
      List<String> sets,
      Map<String, String> environment) {
    Problems problems = new Problems();
    problems.order(label);
    return over(label, Optional.of(text), defaultsLabel, defaultsText, sets, environment, problems);
  }

  private static ConfigTree over(
      String label,
      Optional<String> text,
      String defaultsLabel,
      String defaultsText,
      List<String> sets,
      Map<String, String> environment,
      Problems problems) {
    problems.order(defaultsLabel);
    Optional<SourceNode.Mapping> user =
        text.flatMap(written -> YamlReader.document(label, written, problems));
    Optional<SourceNode.Mapping> defaults =
        YamlReader.document(defaultsLabel, defaultsText, problems);
    SourceNode.Mapping nothing = new SourceNode.Mapping(Position.startOf(label), Map.of());
    SourceNode.Mapping merged = Merge.over(defaults.orElse(nothing), user.orElse(nothing));
    boolean broken = user.isEmpty() || defaults.isEmpty();
    return tree(merged, sets, environment, problems, broken);
  }

  /// Reads a document that is already text, such as the defaults alone.
  ///
  /// @param label its name in messages
  public static ConfigTree parse(
      String label, String text, List<String> sets, Map<String, String> environment) {
    Problems problems = new Problems();
    problems.order(label);
    Optional<SourceNode.Mapping> document = YamlReader.document(label, text, problems);
    SourceNode.Mapping mapping =
        document.orElse(new SourceNode.Mapping(Position.startOf(label), Map.of()));
    return tree(mapping, sets, environment, problems, document.isEmpty());
  }

  private static ConfigTree tree(
      SourceNode.Mapping merged,
      List<String> sets,
      Map<String, String> environment,
      Problems problems,
      boolean broken) {
    SourceNode.Mapping mapping = merged;
    for (String set : sets) {
      mapping = CommandLineSet.apply(set, mapping, problems);
    }
    return new ConfigTree(mapping, new Resolver(mapping, environment), problems, broken);
  }
}
