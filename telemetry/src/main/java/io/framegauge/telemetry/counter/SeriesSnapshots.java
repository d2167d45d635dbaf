package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import io.framegauge.telemetry.record.DamagedTelemetryException;
import io.framegauge.telemetry.record.FamilyValues;
import io.framegauge.telemetry.record.FamilyValues.SeriesValue;
import io.framegauge.telemetry.record.SeriesKind;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    Map<Integer, List<Integer>> slots = slotsByFamily();
    List<FamilyValues> families = new ArrayList<>();
    for (int index = 0; index < limits.maxFamilies(); index++) {
      long base = familiesOffset(limits) + (long) index * FAMILY_BYTES;
      if ((int) INT.getAcquire(memory, base + F_STATE) == USED) {
        families.add(family(base, index, slots.getOrDefault(index, List.of())));
      }
    }
    return List.copyOf(families);
  }

  private Map<Integer, List<Integer>> slotsByFamily() {
    Map<Integer, List<Integer>> slots = new TreeMap<>();
    long used = (long) LONG.getAcquire(memory, (long) H_SERIES_SLOTS);
    if (used < 0 || used > limits.maxSeries()) {
      throw new DamagedTelemetryException("series", used);
    }
    for (int slot = 0; slot < used; slot++) {
      long base = seriesOffset(limits) + (long) slot * SERIES_BYTES;
      if ((int) INT.getAcquire(memory, base + E_STATE) == USED) {
        int family = (int) INT.get(memory, base + E_FAMILY);
        slots.computeIfAbsent(family, index -> new ArrayList<>()).add(slot);
      }
    }
    return slots;
  }

  private FamilyValues family(long base, int index, List<Integer> slots) {
    SeriesKind kind = SeriesKind.of((int) INT.get(memory, base + F_KIND));
    List<String> labelNames = split(texts.read(base + F_LABELS, LABELS_BYTES));
    List<Double> bounds = bounds(base);
    List<SeriesValue> series = new ArrayList<>();
    for (int slot : slots) {
      series(slot, index, labelNames.size(), kind, bounds.size()).ifPresent(series::add);
    }
    return new FamilyValues(
        kind,
        texts.read(base + F_NAME, FAMILY_NAME_BYTES),
        texts.read(base + F_HELP, HELP_BYTES),
        texts.read(base + F_UNIT, UNIT_BYTES),
        labelNames,
        bounds,
        split(texts.read(base + F_STATES, STATES_BYTES)),
        getOpaque(memory, base + F_REFUSED),
        series);
  }

  private List<Double> bounds(long base) {
    int count = (int) INT.get(memory, base + F_BOUND_COUNT);
    if (count < 0 || count > MOST_BOUNDS) {
      throw new DamagedTelemetryException("bounds", count);
    }
    List<Double> bounds = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      bounds.add(Double.longBitsToDouble(getOpaque(memory, base + F_BOUNDS + 8L * i)));
    }
    return bounds;
  }

  /// Empty when the place has been given to another series or family while it was read.
  private Optional<SeriesValue> series(
      int slot, int family, int labels, SeriesKind kind, int bounds) {
    long base = seriesOffset(limits) + (long) slot * SERIES_BYTES;
    int turn = (int) INT.getAcquire(memory, base + E_TURN);
    Optional<SeriesValue> value = Optional.empty();
    DamagedTelemetryException damaged = null;
    try {
      value = new SeriesReading(memory, limits, slot).take(labels(base), kind, bounds);
    } catch (DamagedTelemetryException e) {
      damaged = e;
    }
    VarHandle.loadLoadFence();
    boolean still =
        (int) INT.getAcquire(memory, base + E_STATE) == USED
            && (int) INT.get(memory, base + E_TURN) == turn
            && (int) INT.get(memory, base + E_FAMILY) == family;
    if (still && damaged != null) {
      throw damaged;
    }
    return value.filter(taken -> still && taken.labelValues().size() == labels);
  }

  private List<String> labels(long base) {
    int place = (int) INT.get(memory, base + E_LABELS);
    long text = SeriesReading.placeIn(limits, "label_values", place, 4);
    int length = (int) INT.get(memory, text);
    boolean inRoom = length >= 0 && length <= LABEL_VALUES_BYTES;
    SeriesReading.placeIn(limits, "label_values", inRoom ? place : -1, 4 + Math.max(0, length));
    return split(textAt(memory, text, LABEL_VALUES_BYTES, length));
  }
}
