package io.framegauge.telemetry.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// What belongs to label values, found by any thread without a lock or an object. Values and the
/// label values that they belong to lie side by side in two arrays, so that a value is on its way
/// from memory while the label values are compared. One thread at a time puts and removes. A
/// removed value leaves a mark, so that nobody who searches takes label values for those of another
/// one; [#roomFor] sweeps them out into a new table.
///
/// @param <V> the value
final class LabelTable<V> {
  private static final VarHandle VALUE = MethodHandles.arrayElementVarHandle(Object[].class);
  private static final Gone GONE = new Gone();
  private static final int FEWEST = 8;
  private static final int GOLDEN = 0x9E3779B9;

  private static final class Gone {}

  private final int labels;
  private final @Nullable Object[] values;
  private final @Nullable String[] keys; // label values, place by place
  private final int shift;
  private int size;
  private int marked; // places that are not free

  LabelTable(int labels) {
    this(labels, FEWEST);
  }

  private LabelTable(int labels, int places) {
    this.labels = labels;
    this.values = new Object[places];
    this.keys = new String[places * labels];
    this.shift = Integer.SIZE - Integer.numberOfTrailingZeros(places);
  }

  /// Null when there is none, also for another number of label values than the table's.
  @Nullable V find(String... key) {
    if (key.length != labels) {
      return null;
    }
    int at = first(key);
    while (true) {
      Object value = VALUE.getAcquire(values, at);
      if (value == null) {
        return null;
      }
      if (matches(at, key) && !(value instanceof Gone)) {
        return cast(value);
      }
      at = next(at);
    }
  }

  private boolean matches(int at, String... key) {
    int begin = at * labels;
    for (int i = 0; i < key.length; i++) {
      if (!key[i].equals(keys[begin + i])) {
        return false;
      }
    }
    return true;
  }

  private int first(String... key) {
    int hash = 0;
    for (String label : key) {
      hash = Integer.rotateLeft(hash, 5) ^ label.hashCode();
    }
    return (hash * GOLDEN) >>> shift;
  }

  private int next(int at) {
    return at + 1 == values.length ? 0 : at + 1;
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
    if (4 * (marked + 1) <= 3 * values.length) {
      return this;
    }
    int wanted = FEWEST;
    while (4 * (size + 1) > 3 * wanted) {
      wanted *= 2;
    }
    LabelTable<V> swept = new LabelTable<>(labels, wanted);
    forEach((key, value) -> swept.put(value, key));
    return swept;
  }

  /// Puts a value where there is none, and room for it.
  void put(V value, String... key) {
    int at = first(key);
    while (values[at] != null) {
      at = next(at);
    }
    System.arraycopy(key, 0, keys, at * labels, labels);
    VALUE.setRelease(values, at, value);
    size++;
    marked++;
  }

  /// Removes the value of these label values, if there is one.
  void remove(String... key) {
    int at = first(key);
    for (Object value = values[at]; value != null; value = values[at]) {
      if (!(value instanceof Gone) && matches(at, key)) {
        VALUE.setRelease(values, at, GONE);
        size--;
        return;
      }
      at = next(at);
    }
  }

  /// All values with their label values; the thread that puts and removes, which may remove what it
  /// is told.
  void forEach(BiConsumer<String[], V> told) {
    for (int at = 0; at < values.length; at++) {
      Object value = values[at];
      if (value != null && !(value instanceof Gone)) {
        String[] key = new String[labels];
        System.arraycopy(keys, at * labels, key, 0, labels);
        told.accept(key, cast(value));
      }
    }
  }
}
