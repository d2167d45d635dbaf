package io.framegauge.telemetry.history;

import static io.framegauge.telemetry.history.RingLayout.*;

import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StatRecord;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Reads single records out of the ring. Any thread.
final class RingReader {
  private final MemorySegment memory;
  private final int maxStages;
  private final long slotBytes;
  private final NamedStages stageNames;
  private final AtomicLong told = new AtomicLong(NO_ID);

  RingReader(MemorySegment memory, int maxStages, int maxLinks, NamedStages stageNames) {
    this.memory = memory;
    this.maxStages = maxStages;
    this.slotBytes = slotBytes(maxStages, maxLinks);
    this.stageNames = stageNames;
  }

  /// Records kept.
  int history() {
    return (int) INT.get(memory, HISTORY);
  }

  /// The largest id up to which every record is complete, or -1; it never goes back.
  long newestId() {
    return told.accumulateAndGet(completeUpTo(), Math::max);
  }

  /// What is in the making is looked at after what is complete: a lane says what it may be making
  /// before it takes an id, so an id below one seen complete is either complete or not below what a
  /// lane says. From there on each record is looked for, since a lane that was interrupted before
  /// it took its id may say an id that the other lane has taken and completed.
  private long completeUpTo() {
    long top = Math.max(newestOf(0), newestOf(1));
    long complete = top;
    for (int lane = 0; lane < LANES; lane++) {
      long making = (long) LONG.getVolatile(memory, making(lane));
      if (making != NO_ID) {
        complete = Math.min(complete, making - 1);
      }
    }
    while (complete < top && isComplete(complete + 1)) {
      complete++;
    }
    return complete;
  }

  private long newestOf(int lane) {
    while (true) {
      long completed = (long) LONG.getAcquire(memory, completed(lane));
      if (completed == 0) {
        return NO_ID;
      }
      long id = idAt(lane, completed - 1);
      if (id >= 0) {
        return id;
      }
    }
  }

  private boolean isComplete(long id) {
    return find(0, id) >= 0 || find(1, id) >= 0;
  }

  /// A record by its id; empty when it is not kept any more.
  Optional<RecordSlot> slot(long id) {
    for (int lane = 0; lane < LANES; lane++) {
      long position = find(lane, id);
      if (position >= 0) {
        return copy(lane, position);
      }
    }
    return Optional.empty();
  }

  /// A copied record as a value.
  StatRecord decoded(RecordSlot slot) {
    return slot.decoded(stageNames);
  }

  /// The newest complete record of a type.
  Optional<StatRecord> newest(RecordType type, long oldestId) {
    int lane = type == RecordType.TIMESTAMP ? 1 : 0;
    long completed = (long) LONG.getAcquire(memory, completed(lane));
    long first = Math.max(0, completed - capacity());
    for (long position = completed - 1; position >= first; position--) {
      Optional<RecordSlot> slot = copy(lane, position).filter(one -> one.id() >= oldestId);
      if (slot.isPresent() && slot.get().typeCode() == type.code()) {
        return slot.map(this::decoded);
      }
    }
    return Optional.empty();
  }

  private long find(int lane, long id) {
    long high = (long) LONG.getAcquire(memory, completed(lane)) - 1;
    long low = Math.max(0, high + 1 - capacity());
    while (low <= high) {
      long middle = (low + high) >>> 1;
      long found = idAt(lane, middle);
      if (found == id) {
        return middle;
      }
      if (found < id) { // smaller, or overwritten since
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  private long idAt(int lane, long position) {
    long slot = place(lane, position);
    if ((long) LONG.getAcquire(memory, slot + SEQUENCE) != sequence(position)) {
      return NO_ID;
    }
    long id = (long) LONG.getOpaque(memory, slot + ID);
    VarHandle.loadLoadFence();
    return (long) LONG.getOpaque(memory, slot + SEQUENCE) == sequence(position) ? id : NO_ID;
  }

  private Optional<RecordSlot> copy(int lane, long position) {
    return RecordSlot.copy(memory, place(lane, position), sequence(position), maxStages);
  }

  private static long sequence(long position) {
    return 2 * position + 2;
  }

  private int capacity() {
    return (int) INT.get(memory, CAPACITY);
  }

  private long place(int lane, long position) {
    return HEADER_BYTES + (lane * (long) capacity() + position % capacity()) * slotBytes;
  }
}
