package io.framegauge.pipeline;

import io.framegauge.config.Section;
import io.framegauge.pipeline.plugin.PluginSpec;
import java.util.List;
import java.util.Map;

/// The `pipeline` of a module: a chain of elements, or text.
sealed interface PipelineSpec {
  /// Elements one behind the other, source first, sink last.
  record Chain(List<ElementSpec> elements) implements PipelineSpec {
    public Chain {
      elements = List.copyOf(elements);
    }
  }

  /// gst-launch text.
  ///
  /// @param plugins by the name of the `identity` they sit on
  /// @param ports elements that are made of Java, by the name of the element that carries them
  /// @param section where the text stands in the configuration
  record Text(
      String launch, Map<String, PluginSpec> plugins, List<ElementSpec> ports, Section section)
      implements PipelineSpec {
    public Text {
      plugins = Map.copyOf(plugins);
      ports = List.copyOf(ports);
    }
  }
}
