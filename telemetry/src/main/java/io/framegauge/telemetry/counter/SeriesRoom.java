package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.ROOM_UNIT;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.OptionalInt;

/// Which parts of the room behind the series are taken. What was given back is not given out again
/// at once: a thread may be between looking whether its series is deleted and writing to it, and a
/// reader in the middle of it. One thread at a time.
final class SeriesRoom {
  private record Freed(int place, int units, long atNanos) {}

  private final BitSet taken = new BitSet();
  private final Deque<Freed> freed = new ArrayDeque<>();
  private final int units;
  private int next;

  SeriesRoom(long bytes) {
    this.units = (int) (bytes / ROOM_UNIT);
  }

  /// A place for so many bytes, empty when there is none.
  OptionalInt take(int bytes) {
    giveBackCooledDown();
    int wanted = units(bytes);
    int place = search(next, wanted);
    if (place < 0) {
      place = search(0, wanted);
    }
    if (place < 0) {
      return OptionalInt.empty();
    }
    taken.set(place, place + wanted);
    next = place + wanted;
    return OptionalInt.of(place);
  }

  private int search(int start, int wanted) {
    int from = taken.nextClearBit(start);
    while (from + wanted <= units) {
      int to = taken.nextSetBit(from);
      if (to < 0 || to - from >= wanted) {
        return from;
      }
      from = taken.nextClearBit(to);
    }
    return -1;
  }

  /// Gives back what was taken for so many bytes.
  void free(int place, int bytes) {
    freed.add(new Freed(place, units(bytes), System.nanoTime()));
  }

  /// Gives back what nobody has been told of.
  void putBack(int place, int bytes) {
    taken.clear(place, place + units(bytes));
  }

  private void giveBackCooledDown() {
    Freed oldest = freed.peek();
    while (oldest != null
        && System.nanoTime() - oldest.atNanos() > SeriesDirectory.COOLDOWN_NANOS) {
      freed.remove();
      taken.clear(oldest.place(), oldest.place() + oldest.units());
      oldest = freed.peek();
    }
  }

  private static int units(int bytes) {
    return (bytes + ROOM_UNIT - 1) / ROOM_UNIT;
  }
}
