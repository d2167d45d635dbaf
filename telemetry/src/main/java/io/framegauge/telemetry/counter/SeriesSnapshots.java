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
import java.util.Optional;
import java.util.function.Supplier;

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
    return families().stream().map(FamilySeries::values).toList();
  }

  List<FamilySeries> families() {
    SeriesColumns columns = new SeriesColumns(memory, limits);
    List<FamilySeries> families = new ArrayList<>();
    for (int index = 0; index < limits.maxFamilies(); index++) {
      long base = familiesOffset(limits) + (long) index * FAMILY_BYTES;
      if ((int) INT.getAcquire(memory, base + F_STATE) == USED) {
        families.add(new FamilySeries(this, columns, index, head(base)));
      }
    }
    return List.copyOf(families);
  }

  private FamilyValues head(long base) {
    return new FamilyValues(
        SeriesKind.of((int) INT.get(memory, base + F_KIND)),
        texts.read(base + F_NAME, FAMILY_NAME_BYTES),
        texts.read(base + F_HELP, HELP_BYTES),
        texts.read(base + F_UNIT, UNIT_BYTES),
        split(texts.read(base + F_LABELS, LABELS_BYTES)),
        bounds(base),
        split(texts.read(base + F_STATES, STATES_BYTES)),
        getOpaque(memory, base + F_REFUSED),
        List.of());
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
  Optional<SeriesValue> series(FamilyValues family, int index, int slot) {
    long base = seriesOffset(limits) + (long) slot * SERIES_BYTES;
    int turn = (int) INT.getAcquire(memory, base + E_TURN);
    return unlessReplaced(
            index,
            base,
            turn,
            () ->
                new SeriesReading(memory, limits, slot)
                    .take(labels(base), family.kind(), family.bounds().size()))
        .filter(taken -> taken.labelValues().size() == family.labelNames().size());
  }

  /// Empty when the place has been given to another series or family.
  Optional<List<String>> labelValues(FamilyValues family, int index, int slot, int turn) {
    long base = seriesOffset(limits) + (long) slot * SERIES_BYTES;
    return unlessReplaced(index, base, turn, () -> Optional.of(labels(base)))
        .filter(values -> values.size() == family.labelNames().size());
  }

  private <T> Optional<T> unlessReplaced(
      int family, long base, int turn, Supplier<Optional<T>> reading) {
    Optional<T> read = Optional.empty();
    DamagedTelemetryException damaged = null;
    try {
      read = reading.get();
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
    return read.filter(found -> still);
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
