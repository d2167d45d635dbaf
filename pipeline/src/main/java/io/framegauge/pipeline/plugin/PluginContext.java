package io.framegauge.pipeline.plugin;

import io.framegauge.telemetry.history.History;
import io.framegauge.telemetry.metrics.Collectors;
import io.framegauge.telemetry.metrics.Families;
import org.slf4j.Logger;

/// What a plugin is given for its life.
///
/// @param stageName the name of the plugin's stage
/// @param logger logs under that name
/// @param families the user metrics of the module
/// @param collectors where a plugin registers what tells numbers that exist elsewhere; it ends the
///   registration when it stops
/// @param history the records of the module so far
public record PluginContext(
    String stageName, Logger logger, Families families, Collectors collectors, History history) {

  /// The same with other collectors.
  PluginContext with(Collectors others) {
    return new PluginContext(stageName, logger, families, others, history);
  }
}
