package io.framegauge.pipeline;

import io.framegauge.pipeline.plugin.PluginSpec;
import java.util.List;
import java.util.Map;
import org.freedesktop.gstreamer.Pipeline;

/// A pipeline that is built and not yet started.
///
/// @param elements its stages, from source to sink
/// @param plugins by the name of their stage
record BuiltPipeline(
    Pipeline pipeline, List<PipelineTelemetry.Measured> elements, Map<String, PluginSpec> plugins) {
  BuiltPipeline {
    elements = List.copyOf(elements);
    plugins = Map.copyOf(plugins);
  }
}
