package io.framegauge.pipeline;

import java.util.List;
import org.freedesktop.gstreamer.Pipeline;

/// A pipeline that is built and not yet started.
///
/// @param elements its stages, from source to sink
record BuiltPipeline(Pipeline pipeline, List<PipelineTelemetry.Measured> elements) {
  BuiltPipeline {
    elements = List.copyOf(elements);
  }
}
