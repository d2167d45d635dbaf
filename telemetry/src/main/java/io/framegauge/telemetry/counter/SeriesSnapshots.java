package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import io.framegauge.telemetry.record.DamagedTelemetryException;
import io.framegauge.telemetry.record.FamilyValues;
import io.framegauge.telemetry.record.FamilyValues.SeriesValue;
import io.framegauge.telemetry.record.SeriesKind;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads all families and their series.
final class SeriesSnapshots {
  private final MemorySegment memory;
  private final Limits limits;
  private final TextReading texts;

  SeriesSnapshots(MemorySegment memory, Limits limits, TextReading texts) {
    this.memory = memory;
    this.limits = limits;
    this.texts = texts;
  }

  List<FamilyValues> take() {
    Map<Integer, List<SeriesValue>> values = new TreeMap<>();
    long slots = (long) LONG.getAcquire(memory, (long) H_SERIES_SLOTS);
    if (slots < 0 || slots > limits.maxSeries()) {
      throw new DamagedTelemetryException("series", slots);
    }
    for (int slot = 0; slot < slots; slot++) {
      long base = seriesOffset(limits) + (long) slot * SERIES_BYTES;
      if ((int) INT.getAcquire(memory, base + E_STATE) == USED) {
        SeriesValue value =
            new SeriesValue(
                split(texts.read(base + E_LABELS, LABEL_VALUES_BYTES)),
                (long) LONG.getVolatile(memory, base + E_VALUE));
        int family = (int) INT.get(memory, base + E_FAMILY);
        values.computeIfAbsent(family, index -> new ArrayList<>()).add(value);
      }
    }
    List<FamilyValues> families = new ArrayList<>();
    for (int index = 0; index < limits.maxFamilies(); index++) {
      long base = familiesOffset(limits) + (long) index * FAMILY_BYTES;
      if ((int) INT.getAcquire(memory, base + F_STATE) == USED) {
        families.add(family(base, values.getOrDefault(index, List.of())));
      }
    }
    return List.copyOf(families);
  }

  private FamilyValues family(long base, List<SeriesValue> values) {
    List<String> labelNames = split(texts.read(base + F_LABELS, LABELS_BYTES));
    // A place may have been given to another family while it was read.
    List<SeriesValue> series =
        values.stream().filter(v -> v.labelValues().size() == labelNames.size()).toList();
    return new FamilyValues(
        SeriesKind.of((int) INT.get(memory, base + F_KIND)),
        texts.read(base + F_NAME, FAMILY_NAME_BYTES),
        texts.read(base + F_HELP, HELP_BYTES),
        texts.read(base + F_UNIT, UNIT_BYTES),
        labelNames,
        getOpaque(memory, base + F_REFUSED),
        series);
  }
}
