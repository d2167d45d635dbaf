package io.framegauge.telemetry.zeromq;

import io.framegauge.telemetry.record.LiveCounts;
import io.framegauge.telemetry.record.PipelineState;
import java.util.Collections;
import java.util.LinkedHashMap;
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
/// @param live what the stages do at the moment of the answer
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
    LiveCounts live,
    Map<String, Long> refused) {

  public HistoryInfo {
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    refused = Collections.unmodifiableMap(new LinkedHashMap<>(refused));
  }
}
