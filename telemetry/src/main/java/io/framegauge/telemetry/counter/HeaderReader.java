package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import io.framegauge.telemetry.record.RunIdentity;
import io.framegauge.telemetry.record.RunSettings;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The header of a file that may hold anything. Nothing else is to be read before it was checked.
final class HeaderReader {
  private static final int MOST_STAGES = 1 << 16;
  private static final int MOST_SERIES = 1 << 24;

  private final MemorySegment memory;
  private final Path file;
  private final TextReading texts;

  HeaderReader(MemorySegment memory, Path file) {
    this.memory = memory;
    this.file = file;
    this.texts = new TextReading(memory);
  }

  /// @throws TelemetryFileException with what is wrong
  void check() {
    if (memory.byteSize() < 8 || number(H_MAGIC) != MAGIC) {
      throw new TelemetryFileException("not a telemetry file: " + file);
    }
    if (memory.byteSize() < HEADER_BYTES) {
      throw truncated(HEADER_BYTES);
    }
    if (small(H_VERSION) != VERSION) {
      throw new TelemetryFileException(
          "the telemetry file has layout version "
              + small(H_VERSION)
              + ", this Framegauge reads version "
              + VERSION
              + ": "
              + file);
    }
    checkSizes();
  }

  private void checkSizes() {
    require(small(H_HEADER_BYTES) == HEADER_BYTES, "header_bytes", small(H_HEADER_BYTES));
    within(H_MAX_STAGES, MOST_STAGES, "max_stages");
    within(H_MAX_LINKS, 2 * MOST_STAGES, "max_links");
    within(H_MAX_FAMILIES, MOST_STAGES, "max_families");
    within(H_MAX_SERIES, MOST_SERIES, "max_series");
    long ring = ringOffset(limits());
    require(number(H_RING_OFFSET) == ring, "ring_offset", number(H_RING_OFFSET));
    long total = number(H_TOTAL_BYTES);
    require(total >= ring, "total_bytes", total);
    require(number(H_RING_BYTES) == total - ring, "ring_bytes", number(H_RING_BYTES));
    if (memory.byteSize() < total) {
      throw truncated(total);
    }
    require(memory.byteSize() == total, "size", memory.byteSize());
    require(number(H_FRAME_PERIOD) >= 0, "frame_period", number(H_FRAME_PERIOD));
    require(small(H_HISTORY) >= 0, "history", small(H_HISTORY));
  }

  private void within(int offset, int most, String name) {
    require(small(offset) >= 1 && small(offset) <= most, name, small(offset));
  }

  private void require(boolean holds, String name, long value) {
    if (!holds) {
      throw new TelemetryFileException(
          "the telemetry file is damaged: " + name + "=" + value + ": " + file);
    }
  }

  private TelemetryFileException truncated(long bytes) {
    return new TelemetryFileException(
        "the telemetry file is truncated: it has "
            + memory.byteSize()
            + " of "
            + bytes
            + " bytes: "
            + file);
  }

  Limits limits() {
    return new Limits(
        small(H_MAX_STAGES), small(H_MAX_LINKS), small(H_MAX_FAMILIES), small(H_MAX_SERIES));
  }

  RunIdentity identity() {
    return new RunIdentity(
        texts.read(H_PIPELINE_NAME, PIPELINE_NAME_BYTES),
        new UUID(number(H_RUN_HIGH), number(H_RUN_LOW)).toString(),
        number(H_PID),
        number(H_START_MILLIS),
        number(H_START_NANOS));
  }

  RunSettings settings() {
    double timePeriod = Double.longBitsToDouble(number(H_TIME_PERIOD));
    return new RunSettings(
        texts.read(H_BUILD, BUILD_BYTES),
        texts.read(H_JAVA, BUILD_BYTES),
        texts.read(H_GSTREAMER, BUILD_BYTES),
        Optional.of(number(H_FRAME_PERIOD)).filter(period -> period > 0),
        Optional.of(timePeriod).filter(period -> period > 0 && period < Double.MAX_VALUE),
        small(H_HISTORY),
        extraLabels());
  }

  private Map<String, String> extraLabels() {
    List<String> joined = split(texts.read(H_EXTRA_LABELS, EXTRA_LABELS_BYTES));
    require(joined.size() % 2 == 0, "extra_labels", joined.size());
    Map<String, String> labels = new HashMap<>();
    for (int i = 0; i < joined.size(); i += 2) {
      labels.put(joined.get(i), joined.get(i + 1));
    }
    return labels;
  }

  UUID boot() {
    return new UUID(number(H_BOOT_HIGH), number(H_BOOT_LOW));
  }

  private long number(int offset) {
    return memory.get(ValueLayout.JAVA_LONG, offset);
  }

  private int small(int offset) {
    return memory.get(ValueLayout.JAVA_INT, offset);
  }
}
