package io.framegauge.telemetry.zeromq;

import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.StageKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What the query `info` tells beside the ids of the records that are kept.
///
/// @param run unique for every start of the pipeline
/// @param pid process id of the module
/// @param startedMillis wall-clock start in milliseconds since the epoch
/// @param versions name to version, such as framegauge, java, gstreamer; shown in this order
/// @param framePeriod frames between two frame records; empty when there are none
/// @param timePeriodSeconds seconds between two timestamp records; empty when there are none
/// @param historySize how many records are kept
/// @param stages in the order of the pipeline
/// @param refused how many stages, links, families and series did not fit, by these names
public record HistoryInfo(
    String pipelineName,
    String run,
    long pid,
    long startedMillis,
    PipelineState state,
    Map<String, String> versions,
    OptionalLong framePeriod,
    OptionalDouble timePeriodSeconds,
    int historySize,
    List<Stage> stages,
    Map<String, Long> refused) {

  public HistoryInfo {
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    stages = List.copyOf(stages);
    refused = Collections.unmodifiableMap(new LinkedHashMap<>(refused));
  }

  /// A stage of the pipeline.
  ///
  /// @param factory the GStreamer element factory
  public record Stage(String name, String factory, StageKind kind) {}
}
