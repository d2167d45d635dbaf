package io.framegauge.pipeline;

import io.framegauge.telemetry.TelemetryConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Settings of [PipelineTelemetry#attach(org.freedesktop.gstreamer.Pipeline, AttachOptions)]: those
/// of a module's `parameters.telemetry`, with the same defaults and environment variables.
///
/// @param name of the pipeline in metrics and history; empty: the name that the pipeline has
/// @param settings `path=value` below `parameters.telemetry`
public record AttachOptions(Optional<String> name, List<String> settings) {
  public AttachOptions {
    settings = List.copyOf(settings);
  }

  /// The defaults.
  public static AttachOptions of() {
    return new AttachOptions(Optional.empty(), List.of());
  }

  /// With another name for the pipeline.
  public AttachOptions name(String pipelineName) {
    return new AttachOptions(Optional.of(pipelineName), settings);
  }

  /// With one more setting, such as `set("metrics.time_period", 1)`.
  ///
  /// @param path as in a module, below `parameters.telemetry`
  /// @param value as it would stand in YAML
  public AttachOptions set(String path, Object value) {
    List<String> more = new ArrayList<>(settings);
    more.add(path + "=" + value);
    return new AttachOptions(name, more);
  }

  TelemetryConfig telemetry() {
    return ModuleConfig.telemetry(settings, System.getenv());
  }
}
