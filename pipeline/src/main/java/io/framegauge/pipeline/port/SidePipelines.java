package io.framegauge.pipeline.port;

import java.util.Map;

/// Starts pipelines beside the module's. Any thread.
@FunctionalInterface
public interface SidePipelines {
  /// Starts one.
  ///
  /// @param launch its elements as gst-launch text, without the one that it is fed by
  /// @param settings values of properties that are to be taken as they are, such as paths; by the
  ///   name of the element and that of the property, as in `file.location`
  /// @throws IllegalStateException if there can be no such pipeline; the message says why
  SidePipeline start(String launch, Map<String, String> settings);
}
