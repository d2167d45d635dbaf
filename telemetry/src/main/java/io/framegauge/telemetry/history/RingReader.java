package io.framegauge.telemetry.history;

import static io.framegauge.telemetry.history.RingLayout.*;

import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StatRecord;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/// Reads single records out of the ring. Any thread.
///
/// The ring may be one that a killed process left behind, or one whose file was damaged: nothing
/// read from it is trusted, and a record that cannot have been written is none.
final class RingReader {
  private static final int PATIENCE = 1000;
  private static final long LARGEST_ID = Long.MAX_VALUE >> 1;

  private final MemorySegment memory;
  private final RingShape shape;
  private final NamedStages stageNames;
  private final BooleanSupplier over;
  private final AtomicLong told = new AtomicLong(NO_ID);
  private final RecentRecords recent = new RecentRecords();

  /// @param over whether nothing is written any more, so that what is in the making is lost
  RingReader(MemorySegment memory, RingShape shape, NamedStages stageNames, BooleanSupplier over) {
    this.memory = memory;
    this.shape = shape;
    this.stageNames = stageNames;
    this.over = over;
  }

  /// Records kept.
  int history() {
    return shape.history();
  }

  /// The largest id up to which every record is complete, or -1; it never goes back. When the run
  /// is over, the largest id that is complete: those below it that are not are lost.
  long newestId() {
    return told.accumulateAndGet(completeUpTo(), Math::max);
  }

  /// What is in the making is looked at after what is complete: a lane says what it may be making
  /// before it takes an id, so an id below one seen complete is either complete or not below what a
  /// lane says. From there on each record is looked for, since a lane that was interrupted before
  /// it took its id may say an id that the other lane has taken and completed.
  private long completeUpTo() {
    boolean nothingFollows = over.getAsBoolean();
    long top = Math.max(newestOf(0), newestOf(1));
    if (nothingFollows) {
      return top;
    }
    long complete = top;
    for (int lane = 0; lane < LANES; lane++) {
      long making = (long) LONG.getVolatile(memory, making(lane));
      if (making >= 0) {
        complete = Math.min(complete, making - 1);
      }
    }
    while (complete < top && isComplete(complete + 1)) {
      complete++;
    }
    return complete;
  }

  private long newestOf(int lane) {
    long completed = completed(lane);
    for (int i = 0; i < PATIENCE && completed > 0; i++) { // overrun while looked at
      long id = idAt(lane, completed - 1);
      if (id >= 0) {
        return id;
      }
      completed = completed(lane);
    }
    long newest = NO_ID; // the newest place is damaged: the best of the others
    for (int i = 2; i <= shape.capacity() && completed - i >= 0; i++) {
      newest = Math.max(newest, idAt(lane, completed - i));
    }
    return newest;
  }

  /// Records that the lane has completed: as it says, and the one after these if its slot is
  /// complete already.
  private long completed(int lane) {
    long told = (long) LONG.getAcquire(memory, RingLayout.completed(lane));
    if (told < 0 || told > LARGEST_ID) {
      return 0;
    }
    boolean oneMore = (long) LONG.getAcquire(memory, place(lane, told)) == sequence(told);
    return oneMore ? told + 1 : told;
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
    List<String> names = slot.names(stageNames);
    StatRecord decoded = slot.decoded(names);
    recent.keep(decoded, names);
    return decoded;
  }

  /// The same value again, of a record that is still kept and whose stages still have their names.
  Optional<StatRecord> decodedBefore(long id) {
    return recent.find(id, stageNames);
  }

  /// The newest complete record of a type.
  Optional<StatRecord> newest(RecordType type, long oldestId) {
    int lane = type == RecordType.TIMESTAMP ? 1 : 0;
    long completed = completed(lane);
    long first = Math.max(0, completed - shape.capacity());
    for (long position = completed - 1; position >= first; position--) {
      Optional<RecordSlot> slot = copy(lane, position).filter(one -> one.id() >= oldestId);
      if (slot.isPresent() && slot.get().typeCode() == type.code()) {
        return slot.map(this::decoded);
      }
    }
    return Optional.empty();
  }

  private long find(int lane, long id) {
    long high = completed(lane) - 1;
    long low = Math.max(0, high + 1 - shape.capacity());
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
    boolean whole = (long) LONG.getOpaque(memory, slot + SEQUENCE) == sequence(position);
    return whole && id <= LARGEST_ID ? id : NO_ID;
  }

  private Optional<RecordSlot> copy(int lane, long position) {
    return RecordSlot.copy(memory, place(lane, position), sequence(position), shape);
  }

  private static long sequence(long position) {
    return 2 * position + 2;
  }

  private long place(int lane, long position) {
    return shape.slot(lane, position);
  }
}
