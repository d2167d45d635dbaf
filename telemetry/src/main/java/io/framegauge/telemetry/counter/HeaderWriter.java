package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import io.framegauge.telemetry.record.RunIdentity;
import io.framegauge.telemetry.record.RunSettings;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Fills the header of zeroed memory. One thread, once.
final class HeaderWriter {
  private final MemorySegment memory;

  HeaderWriter(MemorySegment memory) {
    this.memory = memory;
  }

  void limits(Limits limits) {
    INT.set(memory, (long) H_HEADER_BYTES, HEADER_BYTES);
    LONG.set(memory, (long) H_TOTAL_BYTES, memory.byteSize());
    INT.set(memory, (long) H_MAX_STAGES, limits.maxStages());
    INT.set(memory, (long) H_MAX_LINKS, limits.maxLinks());
    INT.set(memory, (long) H_MAX_FAMILIES, limits.maxFamilies());
    INT.set(memory, (long) H_MAX_SERIES, limits.maxSeries());
    LONG.set(memory, (long) H_RING_OFFSET, ringOffset(limits));
    LONG.set(memory, (long) H_RING_BYTES, memory.byteSize() - ringOffset(limits));
  }

  /// Also the first heartbeat: the run has just started.
  void identity(RunIdentity identity) {
    UUID run = UUID.fromString(identity.run());
    LONG.set(memory, (long) H_RUN_HIGH, run.getMostSignificantBits());
    LONG.set(memory, (long) H_RUN_LOW, run.getLeastSignificantBits());
    LONG.set(memory, (long) H_PID, identity.pid());
    LONG.set(memory, (long) H_START_MILLIS, identity.startMillis());
    LONG.set(memory, (long) H_START_NANOS, identity.startNanos());
    LONG.set(memory, (long) H_HEARTBEAT_MILLIS, identity.startMillis());
    LONG.set(memory, (long) H_HEARTBEAT_NANOS, identity.startNanos());
    UUID boot = Boot.id();
    LONG.set(memory, (long) H_BOOT_HIGH, boot.getMostSignificantBits());
    LONG.set(memory, (long) H_BOOT_LOW, boot.getLeastSignificantBits());
    writeText(memory, H_PIPELINE_NAME, PIPELINE_NAME_BYTES, identity.pipelineName());
  }

  void settings(RunSettings settings) {
    LONG.set(memory, (long) H_FRAME_PERIOD, settings.framePeriod().orElse(0L));
    LONG.set(
        memory,
        (long) H_TIME_PERIOD,
        Double.doubleToRawLongBits(settings.timePeriodSeconds().orElse(0.0)));
    INT.set(memory, (long) H_HISTORY, settings.history());
    writeText(memory, H_BUILD, BUILD_BYTES, settings.version());
    writeText(memory, H_JAVA, BUILD_BYTES, settings.javaVersion());
    writeText(memory, H_GSTREAMER, BUILD_BYTES, settings.gstreamerVersion());
    List<String> labels = new ArrayList<>();
    settings.extraLabels().forEach((name, value) -> labels.addAll(List.of(name, value)));
    writeText(memory, H_EXTRA_LABELS, EXTRA_LABELS_BYTES, joined(labels));
  }

  /// Makes the memory one that readers accept.
  void complete() {
    INT.set(memory, (long) H_VERSION, VERSION);
    LONG.setRelease(memory, (long) H_MAGIC, MAGIC);
  }
}
