package io.framegauge.pipeline;

import io.framegauge.config.ConfigTree;
import io.framegauge.pipeline.gst.Calls;
import io.framegauge.pipeline.plugin.Plugin;
import io.framegauge.pipeline.plugin.PluginLoader;
import io.framegauge.pipeline.plugin.PluginSpec;
import io.framegauge.pipeline.plugin.WatchedFile;
import io.framegauge.telemetry.FileSetting;
import io.framegauge.telemetry.Telemetry;
import io.framegauge.telemetry.TelemetryConfig;
import io.framegauge.telemetry.counter.TelemetryFileException;
import io.framegauge.telemetry.record.Build;
import io.framegauge.telemetry.record.StageKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.freedesktop.gstreamer.Element;

/// A module that has been checked and built, and not yet been started.
public final class Module {
  private final ModuleConfig config;
  private final ConfigTree tree;
  private final BuiltPipeline built;
  private final PluginStages plugins;

  private Module(ModuleConfig config, ConfigTree tree, BuiltPipeline built, PluginStages plugins) {
    this.config = config;
    this.tree = tree;
    this.built = built;
    this.plugins = plugins;
  }

  /// Builds a module. GStreamer is initialised here.
  ///
  /// @param tree where the configuration came from; its problems are told together with new ones
  /// @param pluginCache folder for compiled plugins
  /// @throws io.framegauge.config.ConfigurationException with everything that is wrong
  /// @throws MissingPackageException when the machine lacks an element that a package brings
  public static Module build(ModuleConfig config, ConfigTree tree, Path pluginCache) {
    initGStreamer();
    PipelineBuilder builder = new PipelineBuilder(config.name(), JavaElements.found());
    Optional<BuiltPipeline> built = builder.build(config.pipeline());
    List<PluginStage> plugins = new ArrayList<>();
    PluginLoader loader = new PluginLoader(pluginCache);
    plugins(config.pipeline())
        .forEach((stage, spec) -> {
          Optional<WatchedFile> source =
              spec.source().filter(file -> config.devMode()).map(WatchedFile::new);
          Optional<Plugin> plugin = loader.load(spec);
          if (plugin.isPresent() && built.isPresent()) {
            Element carrier = carrier(built.get(), stage);
            plugins.add(new PluginStage(stage, carrier, spec, plugin.get(), source));
          }
        });
    built.ifPresent(pipeline -> checkFrameStage(config, tree, pipeline));
    tree.root().finish();
    tree.problems().throwIfAny();
    if (!builder.missing().isEmpty()) {
      throw new MissingPackageException(String.join("\n", builder.missing()));
    }
    return new Module(
        config,
        tree,
        built.orElseThrow(() -> new PipelineException("the pipeline cannot be built")),
        new PluginStages(plugins, loader));
  }

  /// A missing library of GStreamer's core is told first.
  private static void initGStreamer() {
    Optional<LinkageError> missing = Optional.empty();
    try {
      Calls.prepare();
    } catch (LinkageError e) {
      missing = Optional.of(e);
    }
    GStreamer.init();
    if (missing.isPresent()) {
      throw missing.get();
    }
  }

  private static void checkFrameStage(ModuleConfig config, ConfigTree tree, BuiltPipeline built) {
    List<String> sinks = PipelineTelemetry.names(built.elements(), StageKind.SINK);
    Optional<String> wanted = config.telemetry().metrics().frameStage();
    if (wanted.isPresent() && !sinks.contains(wanted.get())) {
      tree.root()
          .section("parameters")
          .section("telemetry")
          .section("metrics")
          .problem(
              "frame_stage",
              "must be the name of a sink: frame_stage=" + wanted.get() + ", sinks=" + sinks);
    }
  }

  /// The plugins by the name of their stage, in the order of the pipeline.
  private static Map<String, PluginSpec> plugins(PipelineSpec pipeline) {
    if (pipeline instanceof PipelineSpec.Text text) {
      return text.plugins();
    }
    Map<String, PluginSpec> plugins = new LinkedHashMap<>();
    for (ElementSpec element : ((PipelineSpec.Chain) pipeline).elements()) {
      element.plugin().ifPresent(plugin -> plugins.put(element.stageName(), plugin));
    }
    return plugins;
  }

  private static Element carrier(BuiltPipeline built, String name) {
    return built.elements().stream()
        .filter(measured -> measured.name().equals(name))
        .map(PipelineTelemetry.Measured::element)
        .findFirst()
        .orElseThrow();
  }

  /// Creates the telemetry of a new run and binds its servers; what cannot be had is refused here,
  /// before anything starts.
  ///
  /// @throws io.framegauge.config.ConfigurationException when the configured telemetry file is
  ///   refused
  /// @throws TelemetryFileException when the one in the user's runtime directory is
  /// @throws RuntimeException what a source or sink throws that cannot be opened
  public ModuleRun open(Build build) {
    return ModuleRun.open(built, plugins, telemetry(build));
  }

  private Telemetry telemetry(Build build) {
    try {
      return Telemetry.open(config.name(), config.telemetry(), build);
    } catch (TelemetryFileException refused) {
      if (config.telemetry().file() instanceof FileSetting.At) {
        tree.root()
            .section("parameters")
            .section("telemetry")
            .problem(TelemetryConfig.FILE, String.valueOf(refused.getMessage()));
        tree.problems().throwIfAny();
      }
      throw refused;
    }
  }
}
