package io.framegauge.telemetry.history;

import static io.framegauge.telemetry.history.RingLayout.*;

import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StageLatency;
import io.framegauge.telemetry.record.StageStat;
import io.framegauge.telemetry.record.StatRecord;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/// Reads single records out of the ring. Any thread.
final class RingReader {
  private static final int PATIENCE = 10_000;

  private final MemorySegment memory;
  private final int maxStages;
  private final long slotBytes;
  private final IntFunction<String> stageNames;
  private final AtomicLong told = new AtomicLong(NO_ID);

  RingReader(MemorySegment memory, int maxStages, int maxLinks, IntFunction<String> stageNames) {
    this.memory = memory;
    this.maxStages = maxStages;
    this.slotBytes = slotBytes(maxStages, maxLinks);
    this.stageNames = stageNames;
  }

  /// Records kept.
  int history() {
    return (int) INT.get(memory, HISTORY);
  }

  /// The largest id up to which every record is complete, or -1.
  ///
  /// What is in the making is looked at after what is complete: a writer says that it is making a
  /// record before it takes the id, so an id that is smaller than one seen complete is either
  /// complete or still told to be in the making. A writer that was interrupted right before it took
  /// its id hides newer records for a moment; what has been told once stays told.
  long newestId() {
    return told.accumulateAndGet(completeUpTo(), Math::max);
  }

  private long completeUpTo() {
    long newest = Math.max(newestOf(0), newestOf(1));
    for (int lane = 0; lane < LANES; lane++) {
      long making = (long) LONG.getVolatile(memory, making(lane));
      for (int i = 0; making == UNKNOWN_ID && i < PATIENCE; i++) {
        Thread.onSpinWait();
        making = (long) LONG.getVolatile(memory, making(lane));
      }
      if (making == UNKNOWN_ID) {
        newest = Math.min(newest, newestOf(lane));
      } else if (making != NO_ID) {
        newest = Math.min(newest, making - 1);
      }
    }
    return newest;
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

  /// A record by its id; empty when it is not kept any more.
  Optional<StatRecord> read(long id) {
    for (int lane = 0; lane < LANES; lane++) {
      long position = find(lane, id);
      if (position >= 0) {
        return copy(lane, position).map(this::decode);
      }
    }
    return Optional.empty();
  }

  /// The newest complete record of a type.
  Optional<StatRecord> newest(RecordType type, long oldestId) {
    int lane = type == RecordType.TIMESTAMP ? 1 : 0;
    long completed = (long) LONG.getAcquire(memory, completed(lane));
    for (long position = completed - 1;
        position >= Math.max(0, completed - capacity());
        position--) {
      Optional<MemorySegment> slot = copy(lane, position);
      if (slot.isPresent() && (long) LONG.get(slot.get(), ID) >= oldestId) {
        if ((int) INT.get(slot.get(), TYPE) == type.code()) {
          return slot.map(this::decode);
        }
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
    long slot = slot(lane, position);
    if ((long) LONG.getAcquire(memory, slot + SEQUENCE) != 2 * position + 2) {
      return NO_ID;
    }
    long id = (long) LONG.get(memory, slot + ID);
    VarHandle.loadLoadFence();
    return (long) LONG.getOpaque(memory, slot + SEQUENCE) == 2 * position + 2 ? id : NO_ID;
  }

  private Optional<MemorySegment> copy(int lane, long position) {
    long slot = slot(lane, position);
    if ((long) LONG.getAcquire(memory, slot + SEQUENCE) != 2 * position + 2) {
      return Optional.empty();
    }
    MemorySegment copy = MemorySegment.ofArray(new long[(int) (slotBytes / 8)]);
    MemorySegment.copy(memory, slot, copy, 0, slotBytes);
    VarHandle.loadLoadFence();
    boolean whole = (long) LONG.getOpaque(memory, slot + SEQUENCE) == 2 * position + 2;
    return whole ? Optional.of(copy) : Optional.empty();
  }

  private StatRecord decode(MemorySegment slot) {
    int stages = (int) INT.get(slot, STAGE_COUNT);
    List<List<StageLatency>> latencies = new ArrayList<>();
    for (int stage = 0; stage < stages; stage++) {
      latencies.add(new ArrayList<>());
    }
    for (int i = 0; i < (int) INT.get(slot, LATENCY_COUNT); i++) {
      long base = STAGES + (long) maxStages * STAGE_BYTES + (long) i * LATENCY_BYTES;
      latencies.get((int) INT.get(slot, base + 4)).add(latency(slot, base));
    }
    List<StageStat> stats = new ArrayList<>();
    for (int stage = 0; stage < stages; stage++) {
      stats.add(stage(slot, stage, latencies.get(stage)));
    }
    return new StatRecord(
        (long) LONG.get(slot, ID),
        RecordType.of((int) INT.get(slot, TYPE)),
        (long) LONG.get(slot, TS_MILLIS),
        (long) LONG.get(slot, MONOTONIC),
        (long) LONG.get(slot, FRAME_NO),
        (long) LONG.get(slot, OBJECTS),
        stats);
  }

  private StageStat stage(MemorySegment slot, int stage, List<StageLatency> latencies) {
    long base = STAGES + (long) stage * STAGE_BYTES;
    long queueLength = (long) LONG.get(slot, base);
    return new StageStat(
        stageNames.apply(stage),
        queueLength < 0 ? OptionalLong.empty() : OptionalLong.of(queueLength),
        (long) LONG.get(slot, base + 8),
        (long) LONG.get(slot, base + 16),
        (long) LONG.get(slot, base + 24),
        latencies);
  }

  private StageLatency latency(MemorySegment slot, long base) {
    long count = (long) LONG.get(slot, base + 32);
    return new StageLatency(
        stageNames.apply((int) INT.get(slot, base)),
        (long) LONG.get(slot, base + 8) / 1000,
        (long) LONG.get(slot, base + 16) / 1000,
        (long) LONG.get(slot, base + 24) / 1000.0 / count,
        count);
  }

  private int capacity() {
    return (int) INT.get(memory, CAPACITY);
  }

  private long slot(int lane, long position) {
    return HEADER_BYTES + (lane * (long) capacity() + position % capacity()) * slotBytes;
  }
}
