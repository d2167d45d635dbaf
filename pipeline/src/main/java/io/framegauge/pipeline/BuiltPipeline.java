package io.framegauge.pipeline;

import java.util.List;
import org.freedesktop.gstreamer.Pipeline;

/// A pipeline that is built and not yet started.
///
/// @param elements its stages, from source to sink
/// @param ports its sources and sinks that are made of Java
record BuiltPipeline(
    Pipeline pipeline, List<PipelineTelemetry.Measured> elements, List<Port> ports) {
  BuiltPipeline {
    ports = List.copyOf(ports);
    elements = List.copyOf(elements);
  }
}
