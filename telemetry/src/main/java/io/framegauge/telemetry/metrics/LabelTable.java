package io.framegauge.telemetry.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// What belongs to label values, found by any thread without a lock, an object or a further step:
/// one array has, place by place, a value and the label values that it belongs to. One thread at a
/// time puts and removes. A removed value leaves a mark, so that nobody who searches takes label
/// values for those of another one; [#roomFor] sweeps them out into a new table.
///
/// @param <V> the value
final class LabelTable<V> {
  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(Object[].class);
  private static final Gone GONE = new Gone();
  private static final int FEWEST = 8;
  private static final int GOLDEN = 0x9E3779B9;

  private static final class Gone {}

  private final int labels;
  private final @Nullable Object[] cells;
  private final int shift;
  private int size;
  private int marked; // places that are not free

  LabelTable(int labels) {
    this(labels, FEWEST);
  }

  private LabelTable(int labels, int places) {
    this.labels = labels;
    this.cells = new Object[places * (labels + 1)];
    this.shift = Integer.SIZE - Integer.numberOfTrailingZeros(places);
  }

  /// Null when there is none, also for another number of label values than the table's.
  @Nullable V find(String... values) {
    if (values.length != labels) {
      return null;
    }
    int at = first(values);
    while (true) {
      Object value = CELL.getAcquire(cells, at);
      if (value == null) {
        return null;
      }
      if (matches(at, values) && !(value instanceof Gone)) {
        return cast(value);
      }
      at = next(at);
    }
  }

  private boolean matches(int at, String... values) {
    for (int i = 0; i < values.length; i++) {
      if (!values[i].equals(cells[at + 1 + i])) {
        return false;
      }
    }
    return true;
  }

  private int first(String... values) {
    int hash = 0;
    for (String value : values) {
      hash = 31 * hash + value.hashCode();
    }
    return ((hash * GOLDEN) >>> shift) * (labels + 1);
  }

  private int next(int at) {
    int next = at + labels + 1;
    return next == cells.length ? 0 : next;
  }

  @SuppressWarnings("unchecked") // nothing else is put
  private V cast(Object value) {
    return (V) value;
  }

  int size() {
    return size;
  }

  /// A table with the same values in which one more has room: this one, or another.
  LabelTable<V> roomFor() {
    int places = cells.length / (labels + 1);
    if (4 * (marked + 1) <= 3 * places) {
      return this;
    }
    int wanted = FEWEST;
    while (4 * (size + 1) > 3 * wanted) {
      wanted *= 2;
    }
    LabelTable<V> swept = new LabelTable<>(labels, wanted);
    forEach((values, value) -> swept.put(value, values));
    return swept;
  }

  /// Puts a value where there is none, and room for it.
  void put(V value, String... values) {
    int at = first(values);
    while (cells[at] != null) {
      at = next(at);
    }
    System.arraycopy(values, 0, cells, at + 1, labels);
    CELL.setRelease(cells, at, value);
    size++;
    marked++;
  }

  /// Removes the value of these label values, if there is one.
  void remove(String... values) {
    int at = first(values);
    for (Object value = cells[at]; value != null; value = cells[at]) {
      if (!(value instanceof Gone) && matches(at, values)) {
        CELL.setRelease(cells, at, GONE);
        size--;
        return;
      }
      at = next(at);
    }
  }

  /// All values with their label values; the thread that puts and removes, which may remove what it
  /// is told.
  void forEach(BiConsumer<String[], V> told) {
    for (int at = 0; at < cells.length; at += labels + 1) {
      Object value = cells[at];
      if (value != null && !(value instanceof Gone)) {
        String[] values = new String[labels];
        System.arraycopy(cells, at + 1, values, 0, labels);
        told.accept(values, cast(value));
      }
    }
  }
}
