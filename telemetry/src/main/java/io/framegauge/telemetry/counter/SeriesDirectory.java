package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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
  static final long COOLDOWN_NANOS = 10_000_000_000L;

  private record Freed(int slot, long atNanos) {}

  private final MemorySegment memory;
  private final Limits limits;
  private final SeriesRoom room;
  private final Deque<Freed> freed = new ArrayDeque<>();

  private int usedSlots;
  private int lastFamily = -1;

  SeriesDirectory(MemorySegment memory, Limits limits) {
    this.memory = memory;
    this.limits = limits;
    this.room = new SeriesRoom(roomBytes(limits));
  }

  /// Enters a family; empty, and counted, when no more families fit, or a text is longer than its
  /// place. Places are given out in turn, so that a reader in the middle of a snapshot does not
  /// take series of a deleted family for those of a new one.
  public synchronized OptionalInt family(FamilyEntry entry) {
    boolean fit = entry.fits();
    for (int tried = 0; fit && tried < limits.maxFamilies(); tried++) {
      int index = (lastFamily + 1 + tried) % limits.maxFamilies();
      long base = familyBase(index);
      if ((int) INT.getAcquire(memory, base + F_STATE) == FREE) {
        write(base, entry);
        lastFamily = index;
        return OptionalInt.of(index);
      }
    }
    LONG.getAndAdd(memory, (long) H_FAMILIES_REFUSED, 1L);
    return OptionalInt.empty();
  }

  private void write(long base, FamilyEntry entry) {
    INT.set(memory, base + F_KIND, entry.kind().code());
    LONG.set(memory, base + F_REFUSED, 0L);
    writeText(memory, base + F_NAME, FAMILY_NAME_BYTES, entry.name());
    writeText(memory, base + F_HELP, HELP_BYTES, entry.help());
    writeText(memory, base + F_UNIT, UNIT_BYTES, entry.unit());
    writeText(memory, base + F_LABELS, LABELS_BYTES, joined(entry.labelNames()));
    writeText(memory, base + F_STATES, STATES_BYTES, joined(entry.states()));
    INT.set(memory, base + F_BOUND_COUNT, entry.bounds().size());
    for (int i = 0; i < entry.bounds().size(); i++) {
      long bits = Double.doubleToRawLongBits(entry.bounds().get(i));
      LONG.set(memory, base + F_BOUNDS + 8L * i, bits);
    }
    INT.setRelease(memory, base + F_STATE, USED);
  }

  /// Removes a family whose series have been deleted before.
  public synchronized void deleteFamily(int family) {
    INT.setRelease(memory, familyBase(family) + F_STATE, FREE);
  }

  /// Enters a series with value 0; empty, and counted for the family, when no more fit or the label
  /// values take more than 484 bytes together.
  public synchronized Optional<SeriesCell> series(int family, List<String> labelValues) {
    int slot = place(labelValues);
    if (slot < 0) {
      refused(family);
      return Optional.empty();
    }
    return Optional.of(enter(family, slot, 0));
  }

  /// Enters a series of a histogram; empty, and counted for the family, as [#series].
  public synchronized Optional<HistogramCells> histogram(int family, List<String> labelValues) {
    int bytes = cellsBytes(family);
    OptionalInt cells = room.take(bytes);
    int slot = cells.isEmpty() ? -1 : place(labelValues);
    if (slot < 0) {
      cells.ifPresent(place -> room.putBack(place, bytes));
      refused(family);
      return Optional.empty();
    }
    clear(cells.getAsInt(), bytes, slot);
    SeriesCell series = enter(family, slot, cells.getAsInt());
    return Optional.of(new HistogramCells(series, cells.getAsInt(), roomAddress(cells.getAsInt())));
  }

  /// An entry with its label values in the room; negative when there is no place for either.
  private int place(List<String> labelValues) {
    byte[] labels = joined(labelValues).getBytes(UTF_8);
    if (labels.length > LABEL_VALUES_BYTES) {
      return -1;
    }
    OptionalInt text = room.take(textBytes(labels.length));
    int slot = text.isEmpty() ? -1 : freeSlot();
    if (slot < 0) {
      text.ifPresent(place -> room.putBack(place, textBytes(labels.length)));
      return -1;
    }
    INT.set(memory, seriesBase(slot) + E_LABELS, text.getAsInt());
    long base = roomBase(text.getAsInt());
    INT.set(memory, base, labels.length);
    MemorySegment.copy(labels, 0, memory, ValueLayout.JAVA_BYTE, base + 4, labels.length);
    return slot;
  }

  private SeriesCell enter(int family, int slot, long bits) {
    long base = seriesBase(slot);
    INT.set(memory, base + E_FAMILY, family);
    INT.set(memory, base + E_TURN, (int) INT.get(memory, base + E_TURN) + 1);
    LONG.set(memory, base + E_VALUE, bits);
    LONG.set(memory, base + E_CREATED, System.currentTimeMillis());
    INT.setRelease(memory, base + E_STATE, USED);
    return new SeriesCell(memory, memory.address() + base);
  }

  private void clear(int cells, int bytes, int series) {
    long base = roomBase(cells);
    memory.asSlice(base, bytes).fill((byte) 0);
    INT.setRelease(memory, base + B_SERIES, series);
  }

  private int cellsBytes(int family) {
    return B_BUCKETS + Long.BYTES * ((int) INT.get(memory, familyBase(family) + F_BOUND_COUNT) + 1);
  }

  private static int textBytes(int length) {
    return 4 + length;
  }

  /// Counts for a family that a series was refused.
  public void refused(int family) {
    LONG.getAndAdd(memory, familyBase(family) + F_REFUSED, 1L);
  }

  /// Removes a series; its cell takes no more writes.
  public synchronized void delete(SeriesCell cell) {
    if (!cell.deleted()) {
      cell.markDeleted();
      int slot = slot(cell);
      INT.setRelease(memory, seriesBase(slot) + E_STATE, FREE);
      freed.add(new Freed(slot, System.nanoTime()));
      int text = (int) INT.get(memory, seriesBase(slot) + E_LABELS);
      room.free(text, textBytes((int) INT.get(memory, roomBase(text))));
    }
  }

  /// Removes a series of a histogram; its cells take no more writes.
  public synchronized void delete(HistogramCells cells) {
    if (!cells.series().deleted()) {
      delete(cells.series());
      room.free(cells.place(), cellsBytes(family(cells.series())));
    }
  }

  /// Sets a count back to 0: to readers the series is created anew.
  public synchronized void restart(SeriesCell cell) {
    if (!cell.deleted()) {
      cell.restart(0, System.currentTimeMillis());
    }
  }

  /// Lets a histogram begin anew, in other cells, so that no observation is counted by half: to
  /// readers the series is created anew. Observations under way belong to the time before.
  ///
  /// @return false when there is no place for other cells, and nothing was done
  public synchronized boolean restart(HistogramCells cells) {
    if (cells.series().deleted()) {
      return true;
    }
    int bytes = cellsBytes(family(cells.series()));
    OptionalInt fresh = room.take(bytes);
    if (fresh.isEmpty()) {
      return false;
    }
    int before = cells.place();
    clear(fresh.getAsInt(), bytes, slot(cells.series()));
    cells.series().restart(fresh.getAsInt(), System.currentTimeMillis());
    cells.moveTo(fresh.getAsInt(), roomAddress(fresh.getAsInt()));
    room.free(before, bytes);
    return true;
  }

  private int slot(SeriesCell cell) {
    return (int) ((cell.address() - memory.address() - seriesOffset(limits)) / SERIES_BYTES);
  }

  private int family(SeriesCell cell) {
    return (int) INT.get(memory, seriesBase(slot(cell)) + E_FAMILY);
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

  private long roomBase(int place) {
    return roomOffset(limits) + (long) place * ROOM_UNIT;
  }

  private long roomAddress(int place) {
    return memory.address() + roomBase(place);
  }
}
