package io.framegauge.pipeline;

import io.framegauge.config.ConfigTree;
import io.framegauge.config.ModuleFile;
import io.framegauge.config.Section;
import io.framegauge.config.Suggestion;
import io.framegauge.telemetry.TelemetryConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A module file, read.
///
/// @param name of the module, and `pipeline_name` of its metrics
/// @param pipeline what runs
/// @param devMode whether plugins are compiled anew when their sources are saved
public record ModuleConfig(
    String name, TelemetryConfig telemetry, PipelineSpec pipeline, boolean devMode) {
  private static final String DEFAULTS = "default.yml";
  private static final List<String> KNOWN = List.of("telemetry", "dev_mode");
  private static final Pattern OWN_PARAMETER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /// Reads a module file over the defaults; not yet checked.
  ///
  /// @param sets the command line's `path=value`
  public static ConfigTree tree(Path file, List<String> sets, Map<String, String> environment) {
    return ModuleFile.read(file, DEFAULTS, defaults(), sets, environment);
  }

  /// Reads a module that a program ships over the defaults; not yet checked.
  ///
  /// @param label its name in messages
  /// @param sets the command line's `path=value`
  public static ConfigTree shippedTree(
      String label, String text, List<String> sets, Map<String, String> environment) {
    return ModuleFile.over(label, text, DEFAULTS, defaults(), sets, environment);
  }

  /// The defaults alone, for a pipeline that has no file.
  public static ConfigTree defaultTree(Map<String, String> environment) {
    return ModuleFile.parse(DEFAULTS, defaults(), List.of(), environment);
  }

  /// Reads what a tree says; everything wrong becomes a problem of the tree. Properties and
  /// arguments are read when the pipeline is built, so unknown keys are reported there.
  ///
  /// @param folder of the module file, for files that it names
  public static ModuleConfig read(ConfigTree tree, Path folder) {
    Section root = tree.root();
    root.require("name");
    String name = root.text("name").orElse("");
    if (root.has("name") && name.isBlank()) {
      root.problem("name", "must not be empty: name=" + name);
    }
    TelemetryConfig telemetry = parameters(root.section("parameters"));
    PipelineSpec pipeline = new PipelineSpecReader(folder).read(root);
    return new ModuleConfig(name, telemetry, pipeline, devMode(root));
  }

  /// Reads only the parameters of a tree, for a pipeline given as text.
  public static ModuleConfig ofText(ConfigTree tree, String name, String launch) {
    Section root = tree.root();
    TelemetryConfig telemetry = parameters(root.section("parameters"));
    PipelineSpec pipeline = new PipelineSpec.Text(launch, Map.of(), List.of(), root);
    return new ModuleConfig(name, telemetry, pipeline, devMode(root));
  }

  /// The settings under `parameters.telemetry`, for a pipeline that has no module.
  ///
  /// @param settings `path=value` below them
  /// @throws io.framegauge.config.ConfigurationException with everything that is wrong
  static TelemetryConfig telemetry(List<String> settings, Map<String, String> environment) {
    List<String> sets = settings.stream().map(set -> "parameters.telemetry." + set).toList();
    ConfigTree tree = ModuleFile.parse(DEFAULTS, defaults(), sets, environment);
    TelemetryConfig telemetry = parameters(tree.root().section("parameters"));
    devMode(tree.root());
    tree.root().finish();
    tree.problems().throwIfAny();
    return telemetry;
  }

  private static boolean devMode(Section root) {
    return root.section("parameters").bool("dev_mode").orElse(false);
  }

  private static TelemetryConfig parameters(Section parameters) {
    TelemetryConfig telemetry = TelemetryConfig.read(parameters.section("telemetry"));
    // Other parameters are the module's own, for `${parameters.x}`, unless they look like a slip.
    for (String key : parameters.keys()) {
      boolean own = !KNOWN.contains(key) && OWN_PARAMETER.matcher(key).matches();
      if (own && Suggestion.didYouMean(key, KNOWN).isEmpty()) {
        parameters.skip(key);
      }
    }
    return telemetry;
  }

  private static String defaults() {
    try (InputStream in = ModuleConfig.class.getResourceAsStream(DEFAULTS)) {
      if (in == null) {
        throw new IllegalStateException(DEFAULTS + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
