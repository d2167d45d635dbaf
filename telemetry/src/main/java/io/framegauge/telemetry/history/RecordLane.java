package io.framegauge.telemetry.history;

import static io.framegauge.telemetry.history.RingLayout.*;

import io.framegauge.telemetry.record.RecordType;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/// Writes records one after the other, without allocation or lock. One thread at a time.
///
/// `begin`, then `stage` for each stage in order, `latency` for each link that has samples,
/// `complete`. Stages and latencies are gathered in the heap and copied at once: each access of the
/// memory is a dozen methods for the compiler, which stops inlining when there are too many.
public final class RecordLane {
  private final RecordRing ring;

  @SuppressWarnings("UnusedVariable") // keeps the run's memory from being freed
  private final MemorySegment held;

  private final long base;
  private final int lane;
  private final RingShape shape;
  private final long[] ofStages;
  private final long[] ofLatencies;
  private final MemorySegment stageCells; // the same array
  private final MemorySegment latencyCells;
  private long position;
  private long slot;
  private int stages;
  private int latencies;

  RecordLane(RecordRing ring, MemorySegment memory, int lane, RingShape shape) {
    this.ring = ring;
    this.held = memory;
    this.base = memory.address();
    this.lane = lane;
    this.shape = shape;
    this.ofStages = new long[STAGE_CELLS * shape.maxStages()];
    this.ofLatencies = new long[LATENCY_CELLS * shape.maxLinks()];
    this.stageCells = MemorySegment.ofArray(ofStages);
    this.latencyCells = MemorySegment.ofArray(ofLatencies);
  }

  /// Opens the next record with an id of its own.
  ///
  /// @return false when the last records of the run have been cut: then there is nothing to write
  public boolean begin(RecordType type, long tsMillis, long monotonicNanos) {
    long id = ring.claim(lane);
    if (id >= 0) {
      begin(id, type, tsMillis, monotonicNanos);
    }
    return id >= 0;
  }

  /// Opens a record with an id reserved by [RecordRing#claimLast].
  public void begin(long id, RecordType type, long tsMillis, long monotonicNanos) {
    LONG.setVolatile(ALL, base + making(lane), id);
    slot = base + shape.slot(lane, position);
    stages = 0;
    latencies = 0;
    LONG.setOpaque(ALL, slot + SEQUENCE, 2 * position + 1);
    VarHandle.storeStoreFence();
    LONG.set(ALL, slot + ID, id);
    INT.set(ALL, slot + TYPE, type.code());
    LONG.set(ALL, slot + TS_MILLIS, tsMillis);
    LONG.set(ALL, slot + MONOTONIC, monotonicNanos);
  }

  /// Frames and objects that have left the pipeline.
  public void totals(long frameNo, long objects) {
    LONG.set(ALL, slot + FRAME_NO, frameNo);
    LONG.set(ALL, slot + OBJECTS, objects);
  }

  /// The next stage of the directory.
  public void stage(long queueLength, long frames, long objects, long batches) {
    if (stages < shape.maxStages()) {
      int at = STAGE_CELLS * stages++;
      ofStages[at] = queueLength;
      ofStages[at + 1] = frames;
      ofStages[at + 2] = objects;
      ofStages[at + 3] = batches;
    }
  }

  /// A vacant place of the directory.
  public void noStage() {
    stage(ABSENT, 0, 0, 0);
  }

  /// Residence in `source` of the frames that entered `destination` since the last such record.
  public void latency(int source, int destination, long min, long max, long sum, long count) {
    if (latencies < shape.maxLinks()) {
      int at = LATENCY_CELLS * latencies++;
      ofLatencies[at] = (long) destination << Integer.SIZE | Integer.toUnsignedLong(source);
      ofLatencies[at + 1] = min;
      ofLatencies[at + 2] = max;
      ofLatencies[at + 3] = sum;
      ofLatencies[at + 4] = count;
    }
  }

  /// Makes the record visible to readers.
  public void complete() {
    copy(stageCells, STAGE_CELLS * stages, slot + STAGES);
    copy(latencyCells, LATENCY_CELLS * latencies, slot + shape.latencies());
    INT.set(ALL, slot + STAGE_COUNT, stages);
    INT.set(ALL, slot + LATENCY_COUNT, latencies);
    LONG.setRelease(ALL, slot + SEQUENCE, 2 * position + 2);
    position++;
    LONG.setRelease(ALL, base + completed(lane), position);
    LONG.setVolatile(ALL, base + making(lane), NO_ID);
  }

  /// From a segment, not an array: when a method gets hot, the JVM makes all strings of its class
  /// on the thread that runs it, and the JDK's class for arrays has one of 48 bytes.
  private static void copy(MemorySegment cells, int count, long address) {
    MemorySegment.copy(cells, 0, ALL, address, 8L * count);
  }
}
