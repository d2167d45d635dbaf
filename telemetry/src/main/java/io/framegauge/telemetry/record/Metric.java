package io.framegauge.telemetry.record;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Every metric that Framegauge exposes itself, declared once: exposition, reserved names, tests
/// and the table in the documentation all come from here. The first group has the names of the
/// reference system and shows the newest record of each type; the second is live at every scrape.
public enum Metric {
  FRAME_COUNTER(
      Type.COUNTER,
      "frame_counter",
      "Number of frames that have left the pipeline.",
      "record_type"),
  OBJECT_COUNTER(
      Type.COUNTER,
      "object_counter",
      "Number of objects on the frames that have left the pipeline.",
      "record_type"),
  STAGE_QUEUE_LENGTH(
      Type.GAUGE,
      "stage_queue_length",
      "Number of buffers in a queue-like stage, else of frames inside the stage.",
      "record_type",
      "stage_name"),
  STAGE_FRAME_COUNTER(
      Type.COUNTER,
      "stage_frame_counter",
      "Number of frames that entered the stage (a source: left it).",
      "record_type",
      "stage_name"),
  STAGE_OBJECT_COUNTER(
      Type.COUNTER,
      "stage_object_counter",
      "Number of objects on the frames that entered the stage.",
      "record_type",
      "stage_name"),
  STAGE_BATCH_COUNTER(
      Type.COUNTER,
      "stage_batch_counter",
      "Number of batches (buffer lists) that entered the stage.",
      "record_type",
      "stage_name"),
  STAGE_MIN_LATENCY(
      Type.GAUGE,
      "stage_min_latency",
      "Shortest time in the source stage within the record's window, in microseconds.",
      "record_type",
      "destination_stage_name",
      "source_stage_name"),
  STAGE_MAX_LATENCY(
      Type.GAUGE,
      "stage_max_latency",
      "Longest time in the source stage within the record's window, in microseconds.",
      "record_type",
      "destination_stage_name",
      "source_stage_name"),
  STAGE_AVG_LATENCY(
      Type.GAUGE,
      "stage_avg_latency",
      "Average time in the source stage within the record's window, in microseconds.",
      "record_type",
      "destination_stage_name",
      "source_stage_name"),
  STAGE_LATENCY_SAMPLES(
      Type.GAUGE,
      "stage_latency_samples",
      "Number of frames measured for the latencies of the record's window.",
      "record_type",
      "destination_stage_name",
      "source_stage_name"),

  STAGE_BUFFERS(
      Type.COUNTER,
      "framegauge_stage_buffers",
      "Buffers that entered the stage (a source: left it), whatever the media.",
      "stage_name"),
  STAGE_FRAMES(
      Type.COUNTER,
      "framegauge_stage_frames",
      "Video frames that entered the stage (a source: left it), by the caps of its links.",
      "stage_name"),
  STAGE_BYTES(
      Type.COUNTER, "framegauge_stage_bytes", "Bytes in the buffers of the stage.", "stage_name"),
  STAGE_BATCHES(
      Type.COUNTER,
      "framegauge_stage_batches",
      "Buffer lists that entered the stage.",
      "stage_name"),
  STAGE_KEYFRAMES(
      Type.COUNTER,
      "framegauge_stage_keyframes",
      "Frames of encoded video that depend on no other frame.",
      "stage_name"),
  STAGE_OBJECTS(
      Type.COUNTER,
      "framegauge_stage_objects",
      "Objects on the frames that entered the stage, by their label.",
      "stage_name",
      "object_label"),
  SOURCE_FRAMES(
      Type.COUNTER,
      "framegauge_source_frames",
      "Video frames of a source that entered the stage (the source: left it), where the source is"
          + " known.",
      "source_id",
      "stage_name"),
  STAGE_DROPS(
      Type.COUNTER,
      "framegauge_stage_drops",
      "Frames that the stage did not pass on, by the reason.",
      "stage_name",
      "reason"),
  STAGE_LATENCY(
      Type.HISTOGRAM,
      "framegauge_stage_latency_seconds",
      "Time that frames stay in the stage.",
      "stage_name"),
  STAGE_LATENCY_BUFFERS(
      Type.COUNTER,
      "framegauge_stage_latency_buffers",
      "Coverage of the latency: buffers by whether their stay could be measured.",
      "stage_name",
      "result"),
  PIPELINE_LATENCY(
      Type.HISTOGRAM,
      "framegauge_pipeline_latency_seconds",
      "Time from a frame's leaving a source to its entering the sink.",
      "sink_stage_name"),
  PIPELINE_LATENCY_BUFFERS(
      Type.COUNTER,
      "framegauge_pipeline_latency_buffers",
      "Coverage of the pipeline's latency: buffers that entered the sink, by whether the source's"
          + " were found again in them.",
      "sink_stage_name",
      "result"),
  STAGE_LAST_BUFFER_AGE(
      Type.GAUGE,
      "framegauge_stage_last_buffer_age_seconds",
      "Time since the newest buffer of the stage.",
      "stage_name"),
  STAGE_STALLED(
      Type.GAUGE,
      "framegauge_stage_stalled",
      "1 while the stage has received buffers and no longer delivers, else 0.",
      "stage_name"),
  STAGE_INFO(
      Type.INFO,
      "framegauge_stage",
      "What the stage is: its element factory and its caps.",
      "stage_name",
      "factory",
      "caps"),
  QUEUE_LEVEL_BUFFERS(
      Type.GAUGE, "framegauge_queue_level_buffers", "Buffers in the queue.", "stage_name"),
  QUEUE_LEVEL_BYTES(
      Type.GAUGE, "framegauge_queue_level_bytes", "Bytes in the queue.", "stage_name"),
  QUEUE_LEVEL_SECONDS(
      Type.GAUGE,
      "framegauge_queue_level_seconds",
      "Stream time in the queue, absent for data without timestamps; of several pads, the longest.",
      "stage_name"),
  QUEUE_LEAST_BUFFERS(
      Type.GAUGE,
      "framegauge_queue_level_min_buffers",
      "Fewest buffers in the queue since the last record of either type, one for one where it"
          + " does not leak.",
      "stage_name"),
  QUEUE_MOST_BUFFERS(
      Type.GAUGE,
      "framegauge_queue_level_max_buffers",
      "Most buffers in the queue since the last record of either type, one for one where it"
          + " does not leak.",
      "stage_name"),
  QUEUE_PAD_LEVEL_BUFFERS(
      Type.GAUGE,
      "framegauge_queue_pad_level_buffers",
      "Buffers queued for one source pad of a multiqueue.",
      "stage_name",
      "pad_name"),
  QUEUE_PAD_LEVEL_BYTES(
      Type.GAUGE,
      "framegauge_queue_pad_level_bytes",
      "Bytes queued for one source pad of a multiqueue.",
      "stage_name",
      "pad_name"),
  QUEUE_PAD_LEVEL_SECONDS(
      Type.GAUGE,
      "framegauge_queue_pad_level_seconds",
      "Stream time queued for one source pad of a multiqueue, absent without timestamps.",
      "stage_name",
      "pad_name"),
  QUEUE_LIMIT_BUFFERS(
      Type.GAUGE,
      "framegauge_queue_limit_buffers",
      "Buffers that fit into the queue, absent without a limit.",
      "stage_name"),
  QUEUE_LIMIT_BYTES(
      Type.GAUGE,
      "framegauge_queue_limit_bytes",
      "Bytes that fit into the queue, absent without a limit.",
      "stage_name"),
  QUEUE_LIMIT_SECONDS(
      Type.GAUGE,
      "framegauge_queue_limit_seconds",
      "Stream time that fits into the queue, absent without a limit.",
      "stage_name"),
  PIPELINE_STATE(
      Type.STATESET,
      "framegauge_pipeline_state",
      "State of the pipeline; the one it is in has the value 1.",
      "framegauge_pipeline_state"),
  PLUGIN_ERRORS(
      Type.COUNTER, "framegauge_plugin_errors", "Throwables that a plugin threw.", "stage_name"),
  PLUGIN_BLOCKED(
      Type.GAUGE,
      "framegauge_plugin_blocked",
      "1 while a call of the plugin has not returned for the time after which a stage is stalled,"
          + " else 0.",
      "stage_name"),
  PLUGIN_OVER_BUDGET(
      Type.COUNTER,
      "framegauge_plugin_over_budget",
      "Frames for which a plugin took longer than its budget.",
      "stage_name"),
  PLUGIN_SKIPPED_FRAMES(
      Type.COUNTER,
      "framegauge_plugin_skipped_frames",
      "Frames that a plugin off the streaming thread was not shown, since it could not keep up.",
      "stage_name"),
  COLLECTOR_FAILURES(
      Type.COUNTER,
      "framegauge_collector_failures",
      "Calls of collectors that brought no numbers, by the reason.",
      "collector",
      "reason"),
  PIPELINE_MESSAGES(
      Type.COUNTER, "framegauge_pipeline_messages", "Messages on the pipeline's bus.", "type"),
  PIPELINE_ERRORS(
      Type.COUNTER,
      "framegauge_pipeline_errors",
      "Errors told on the pipeline's bus, by domain and code of GStreamer, and by the stage.",
      "domain",
      "code",
      "stage_name"),
  PIPELINE_WARNINGS(
      Type.COUNTER,
      "framegauge_pipeline_warnings",
      "Warnings told on the pipeline's bus, by domain and code of GStreamer, and by the stage.",
      "domain",
      "code",
      "stage_name"),
  PIPELINE_STATE_SECONDS(
      Type.COUNTER,
      "framegauge_pipeline_state_seconds",
      "Time that the pipeline has been in a state of GStreamer.",
      "state"),
  BUILD_INFO(
      Type.INFO,
      "framegauge_build",
      "Versions of Framegauge and of what it runs on.",
      "version",
      "java_version",
      "gstreamer_version"),
  SERIES_REFUSED(
      Type.COUNTER,
      "framegauge_series_refused",
      "Requests for a series, family, stage or link that did not fit the configured limits.",
      "family"),
  PROBE_FAILURES(
      Type.COUNTER,
      "framegauge_probe_failures",
      "Failures inside telemetry that were caught on streaming threads."),
  SCRAPE_DURATION(
      Type.GAUGE,
      "framegauge_scrape_duration_seconds",
      "Time that the last scrape before this one took."),
  SCRAPE_FAILURES(
      Type.COUNTER,
      "framegauge_scrape_failures",
      "Parts of scrapes that were left out because they could not be built.");

  /// The Prometheus type of a metric.
  public enum Type {
    COUNTER("_total"),
    GAUGE(""),
    HISTOGRAM(""),
    INFO("_info"),
    STATESET("");

    private final String suffix;

    Type(String suffix) {
      this.suffix = suffix;
    }
  }

  /// The label that every series of every metric here carries.
  public static final String PIPELINE_NAME = "pipeline_name";

  private final Type type;
  private final String baseName;
  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> labelNames;

  Metric(Type type, String baseName, String help, String... labelNames) {
    this.type = type;
    this.baseName = baseName;
    this.help = help;
    this.labelNames = List.of(labelNames);
  }

  /// The metric with a base name or an exposed name.
  public static Optional<Metric> named(String name) {
    return Arrays.stream(values())
        .filter(metric -> metric.baseName.equals(name) || metric.exposedName().equals(name))
        .findFirst();
  }

  /// The Prometheus type.
  public Type type() {
    return type;
  }

  /// The name without the suffix that the type adds.
  public String baseName() {
    return baseName;
  }

  /// The name that queries use; a histogram's series add `_bucket`, `_sum` and `_count` to it.
  public String exposedName() {
    return baseName + type.suffix;
  }

  /// What it means, in one sentence.
  public String help() {
    return help;
  }

  /// Label names besides [#PIPELINE_NAME] and the extra labels.
  public List<String> labelNames() {
    return labelNames;
  }

  /// The unit that the name ends in, empty when there is none.
  public String unit() {
    return List.of("seconds", "bytes").stream()
        .filter(unit -> baseName.endsWith("_" + unit))
        .findFirst()
        .orElse("");
  }
}
