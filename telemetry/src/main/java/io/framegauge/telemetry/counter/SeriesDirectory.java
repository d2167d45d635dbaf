package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import io.framegauge.telemetry.record.SeriesKind;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Gives places in the memory to families and their series. Mechanism only: names are checked and
/// series are found again by whoever owns the family. Any thread; a short lock, never on a write.
public final class SeriesDirectory {
  /// A freed place is not given out again at once: a thread may be between looking whether its
  /// series is deleted and writing to it.
  private static final long COOLDOWN_NANOS = 10_000_000_000L;

  private record Freed(int slot, long atNanos) {}

  private final MemorySegment memory;
  private final Limits limits;
  private final Deque<Freed> freed = new ArrayDeque<>();
  private int usedSlots;
  private int lastFamily = -1;

  SeriesDirectory(MemorySegment memory, Limits limits) {
    this.memory = memory;
    this.limits = limits;
  }

  /// Enters a family; empty, and counted, when no more families fit, or a text is longer than its
  /// place. Places are given out in turn, so that a reader in the middle of a snapshot does not
  /// take series of a deleted family for those of a new one.
  public synchronized OptionalInt family(
      SeriesKind kind, String name, String help, String unit, List<String> labelNames) {
    String labels = joined(labelNames);
    boolean fit =
        fits(name, FAMILY_NAME_BYTES) && fits(unit, UNIT_BYTES) && fits(labels, LABELS_BYTES);
    for (int tried = 0; fit && tried < limits.maxFamilies(); tried++) {
      int index = (lastFamily + 1 + tried) % limits.maxFamilies();
      long base = familyBase(index);
      if ((int) INT.getAcquire(memory, base + F_STATE) == FREE) {
        INT.set(memory, base + F_KIND, kind.code());
        LONG.set(memory, base + F_REFUSED, 0L);
        writeText(memory, base + F_NAME, FAMILY_NAME_BYTES, name);
        writeText(memory, base + F_HELP, HELP_BYTES, help);
        writeText(memory, base + F_UNIT, UNIT_BYTES, unit);
        writeText(memory, base + F_LABELS, LABELS_BYTES, labels);
        INT.setRelease(memory, base + F_STATE, USED);
        lastFamily = index;
        return OptionalInt.of(index);
      }
    }
    LONG.getAndAdd(memory, (long) H_FAMILIES_REFUSED, 1L);
    return OptionalInt.empty();
  }

  /// Removes a family whose series have been deleted before.
  public synchronized void deleteFamily(int family) {
    INT.setRelease(memory, familyBase(family) + F_STATE, FREE);
  }

  /// Enters a series with value 0; empty, and counted for the family, when no more fit or the label
  /// values take more than 492 bytes together.
  public synchronized Optional<SeriesCell> series(int family, List<String> labelValues) {
    String labels = joined(labelValues);
    int slot = fits(labels, LABEL_VALUES_BYTES) ? freeSlot() : -1;
    if (slot < 0) {
      LONG.getAndAdd(memory, familyBase(family) + F_REFUSED, 1L);
      return Optional.empty();
    }
    long base = seriesBase(slot);
    INT.set(memory, base + E_FAMILY, family);
    LONG.set(memory, base + E_VALUE, 0L);
    writeText(memory, base + E_LABELS, LABEL_VALUES_BYTES, labels);
    INT.setRelease(memory, base + E_STATE, USED);
    return Optional.of(new SeriesCell(memory, base, slot, family));
  }

  /// Removes a series; its cell takes no more writes.
  public synchronized void delete(SeriesCell cell) {
    if (!cell.deleted()) {
      cell.markDeleted();
      INT.setRelease(memory, seriesBase(cell.slot()) + E_STATE, FREE);
      freed.add(new Freed(cell.slot(), System.nanoTime()));
    }
  }

  private int freeSlot() {
    Freed oldest = freed.peek();
    if (oldest != null && System.nanoTime() - oldest.atNanos() > COOLDOWN_NANOS) {
      return freed.remove().slot();
    }
    if (usedSlots == limits.maxSeries()) {
      return -1;
    }
    LONG.setRelease(memory, (long) H_SERIES_SLOTS, (long) usedSlots + 1);
    return usedSlots++;
  }

  private long familyBase(int family) {
    return familiesOffset(limits) + (long) family * FAMILY_BYTES;
  }

  private long seriesBase(int slot) {
    return seriesOffset(limits) + (long) slot * SERIES_BYTES;
  }
}
