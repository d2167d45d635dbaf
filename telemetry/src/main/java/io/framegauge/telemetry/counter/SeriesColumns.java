package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import io.framegauge.telemetry.record.DamagedTelemetryException;
import java.lang.foreign.MemorySegment;

/// The cells of all series at one moment, column by column, those of a family together: no object
/// for each series.
final class SeriesColumns {
  private static final int TRIES = 100;

  final int[] slots;
  final int[] turns;
  final long[] bits;
  final long[] created;

  /// Where the series of each family begin, and behind the last one where they end.
  final int[] begins;

  private final MemorySegment memory;
  private final long entries;

  SeriesColumns(MemorySegment memory, Limits limits) {
    this.memory = memory;
    this.entries = seriesOffset(limits);
    long used = (long) LONG.getAcquire(memory, (long) H_SERIES_SLOTS);
    if (used < 0 || used > limits.maxSeries()) {
      throw new DamagedTelemetryException("series", used);
    }
    int[] families = new int[(int) used];
    begins = new int[limits.maxFamilies() + 1];
    for (int slot = 0; slot < used; slot++) {
      families[slot] = family(slot, limits);
      begins[families[slot] + 1]++; // those of no family count as one before the first
    }
    begins[0] = 0;
    for (int family = 0; family < limits.maxFamilies(); family++) {
      begins[family + 1] += begins[family];
    }
    int count = begins[limits.maxFamilies()];
    slots = new int[count];
    turns = new int[count];
    bits = new long[count];
    created = new long[count];
    int[] next = begins.clone();
    for (int slot = 0; slot < used; slot++) {
      if (families[slot] >= 0) {
        read(slot, next[families[slot]]++);
      }
    }
  }

  private long base(int slot) {
    return entries + (long) slot * SERIES_BYTES;
  }

  private int family(int slot, Limits limits) {
    if ((int) INT.getAcquire(memory, base(slot) + E_STATE) != USED) {
      return -1;
    }
    int family = (int) INT.get(memory, base(slot) + E_FAMILY);
    return family < limits.maxFamilies() ? Math.max(family, -1) : -1;
  }

  /// The value together with the time of creation that it belongs to, as [SeriesReading] has it.
  private void read(int slot, int row) {
    long base = base(slot);
    slots[row] = slot;
    turns[row] = (int) INT.getAcquire(memory, base + E_TURN);
    for (int tries = 0; tries < TRIES; tries++) {
      long before = SeriesReading.awaitCreated(memory, base);
      bits[row] = (long) LONG.getVolatile(memory, base + E_VALUE);
      created[row] = SeriesReading.since(before);
      if ((long) LONG.getVolatile(memory, base + E_CREATED) == before) {
        return;
      }
    }
  }
}
