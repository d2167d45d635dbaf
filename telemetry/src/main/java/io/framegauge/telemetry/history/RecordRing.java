package io.framegauge.telemetry.history;

import static io.framegauge.telemetry.history.RingLayout.*;

import io.framegauge.telemetry.record.RecordType;
import java.lang.foreign.MemorySegment;

/// The writing side of the ring: one lane for each thread that cuts records.
public final class RecordRing {
  private static final long CLOSED = Long.MIN_VALUE;

  private final MemorySegment memory;
  private final RingShape shape;
  private final RecordLane frameLane;
  private final RecordLane timestampLane;

  private RecordRing(MemorySegment memory, RingShape shape) {
    this.memory = memory;
    this.shape = shape;
    this.frameLane = new RecordLane(this, memory, 0, shape);
    this.timestampLane = new RecordLane(this, memory, 1, shape);
  }

  /// Memory that the ring needs, in bytes.
  public static long bytes(int history, int maxStages, int maxLinks) {
    return new RingShape(history, maxStages, maxLinks).bytes();
  }

  /// Lays an empty ring out on zeroed memory.
  public static RecordRing create(MemorySegment memory, int history, int maxStages, int maxLinks) {
    RingShape shape = new RingShape(history, maxStages, maxLinks);
    INT.set(memory, HISTORY, history);
    INT.set(memory, CAPACITY, shape.capacity());
    INT.set(memory, MAX_STAGES, maxStages);
    INT.set(memory, MAX_LINKS, maxLinks);
    for (int lane = 0; lane < LANES; lane++) {
      LONG.set(memory, making(lane), NO_ID);
    }
    return new RecordRing(memory, shape);
  }

  /// The lane for records of a type; initial and frame records share one.
  public RecordLane lane(RecordType type) {
    return type == RecordType.TIMESTAMP ? timestampLane : frameLane;
  }

  /// The reading side.
  ///
  /// @param stageNames names by position in the stage directory
  public History history(NamedStages stageNames) {
    return new RingHistory(new RingReader(memory, shape, stageNames, () -> false));
  }

  /// Takes the next id for a lane, or answers -1 when the last records have been cut. The lane says
  /// that it is making the record before it has the id: no reader sees a larger id complete without
  /// seeing that this one may be missing.
  long claim(int lane) {
    while (true) {
      long next = (long) LONG.getVolatile(memory, NEXT_ID);
      LONG.setVolatile(memory, making(lane), next < 0 ? NO_ID : next);
      if (next < 0) {
        return NO_ID;
      }
      if (LONG.compareAndSet(memory, NEXT_ID, next, next + 1)) {
        return next;
      }
    }
  }

  /// Reserves the last ids of the run: no other record gets one from now on.
  ///
  /// @return the first of them, or -1 when that has been done before
  public long claimLast(int count) {
    while (true) {
      long next = (long) LONG.getVolatile(memory, NEXT_ID);
      if (next < 0) {
        return NO_ID;
      }
      if (LONG.compareAndSet(memory, NEXT_ID, next, (next + count) | CLOSED)) {
        return next;
      }
    }
  }
}
