package io.framegauge.pipeline;

import io.framegauge.pipeline.PipelineTelemetry.Measured;
import io.framegauge.telemetry.Telemetry;
import java.util.List;
import org.freedesktop.gstreamer.Element;
import org.jspecify.annotations.NullMarked;

/// Puts the product's own probes on chosen elements of a pipeline, so that one pipeline can carry
/// ours and others side by side.
@NullMarked
public final class ElementProbes implements AutoCloseable {
  private final PipelineTelemetry attached;

  private ElementProbes(PipelineTelemetry attached) {
    this.attached = attached;
  }

  /// Measures the elements as stages, by their names; before the pipeline starts.
  public static ElementProbes attach(Telemetry telemetry, List<Element> elements) {
    List<Measured> measured =
        elements.stream().map(element -> new Measured(element, element.getName(), false)).toList();
    return new ElementProbes(PipelineTelemetry.attach(telemetry, measured));
  }

  @Override
  public void close() {
    attached.detach();
  }
}
