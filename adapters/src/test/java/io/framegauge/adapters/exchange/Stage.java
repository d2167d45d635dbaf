package io.framegauge.adapters.exchange;

import io.framegauge.config.ConfigTree;
import io.framegauge.config.ModuleFile;
import io.framegauge.config.Section;
import io.framegauge.pipeline.port.PortContext;
import io.framegauge.pipeline.port.SidePipeline;
import io.framegauge.telemetry.Telemetry;
import io.framegauge.telemetry.TelemetryConfig;
import io.framegauge.telemetry.metrics.CounterFamily;
import io.framegauge.telemetry.record.Build;
import java.util.List;
import java.util.Map;

/// What an element of a module is given, without a pipeline.
final class Stage implements AutoCloseable {
  private static final String NO_SERVERS =
      "{file: false, web: {enabled: false}, history_server: {enabled: false}}";

  private final Telemetry telemetry;

  Stage() {
    ConfigTree tree = ModuleFile.parse("test.yml", "telemetry: " + NO_SERVERS, List.of(), Map.of());
    TelemetryConfig config = TelemetryConfig.read(tree.root().section("telemetry"));
    telemetry = Telemetry.open("test", config, new Build("test", "", ""));
  }

  PortContext context() {
    return new PortContext("stage", telemetry.families(), Stage::noSide);
  }

  private static SidePipeline noSide(String launch, Map<String, String> settings) {
    throw new IllegalStateException("there is no GStreamer here: " + launch + " " + settings);
  }

  /// What was counted in a series.
  long count(String family, String... labels) {
    return telemetry
        .families()
        .find(family, CounterFamily.class)
        .orElseThrow()
        .get(labels)
        .orElse(0);
  }

  /// Properties as a module writes them.
  static Section properties(String yaml) {
    return ModuleFile.parse("test.yml", yaml, List.of(), Map.of()).root();
  }

  @Override
  public void close() {
    telemetry.close();
  }
}
