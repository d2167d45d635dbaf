package io.framegauge.telemetry.prometheus;

import io.framegauge.telemetry.record.Metric;

/// Which groups of built-in metrics a scrape answers with; users' families and collectors are
/// always there.
///
/// @param records the first group: the newest record of each type, under the reference's names
/// @param stages what is live of stages and queues: `framegauge_stage_…`, `framegauge_queue_…`
/// @param pipeline the other metrics of the module: `framegauge_…`
/// @param jvm those of the Java virtual machine: `jvm_…`, `process_…`
public record MetricGroups(boolean records, boolean stages, boolean pipeline, boolean jvm) {
  /// Every group.
  public static final MetricGroups ALL = new MetricGroups(true, true, true, true);

  /// Whether a metric is answered.
  boolean has(Metric metric) {
    String name = metric.exposedName();
    if (!name.startsWith("framegauge_")) {
      return records;
    }
    boolean ofStages = name.startsWith("framegauge_stage_") || name.startsWith("framegauge_queue_");
    return ofStages ? stages : pipeline;
  }
}
