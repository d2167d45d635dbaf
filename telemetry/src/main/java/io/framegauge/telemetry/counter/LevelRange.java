package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import io.framegauge.telemetry.record.QueueLevel;
import java.lang.foreign.MemorySegment;

/// Fewest and most buffers in a queue since the last record.
///
/// The thread that pushes in, the one that pushes out and the sampler have a part each, so that
/// each cell has one writer. A part counts only if it was written in the current epoch; whoever
/// cuts a record moves the epoch on and waits for nobody.
final class LevelRange {
  private static final int[] PARTS = {S_LEVEL_ENTERING, S_LEVEL_LEAVING, S_LEVEL_SAMPLES};

  private LevelRange() {}

  /// A record has been cut; any thread.
  @HotPath
  static void startAgain(MemorySegment memory, long base) {
    LONG.getAndAdd(memory, base + S_LEVEL_EPOCH, 1L);
  }

  /// The queue has had as few and as many buffers as this; by the part's thread.
  @HotPath
  static void see(MemorySegment memory, long base, int part, long fewest, long most) {
    long written = getOpaque(memory, base + S_LEVEL_EPOCH) + 1; // 0: never
    long place = base + part;
    boolean same = (long) LONG.get(memory, place) == written;
    if (!same || fewest < (long) LONG.get(memory, place + RANGE_LEAST)) {
      LONG.setOpaque(memory, place + RANGE_LEAST, fewest);
    }
    if (!same || most > (long) LONG.get(memory, place + RANGE_MOST)) {
      LONG.setOpaque(memory, place + RANGE_MOST, most);
    }
    if (!same) {
      LONG.setRelease(memory, place, written);
    }
  }

  /// Nothing was seen yet; for cells that are used for another stage.
  static void forget(MemorySegment memory, long base) {
    for (long cell = base + S_LEVEL_EPOCH; cell < base + LEVEL_END; cell += 8) {
      LONG.setOpaque(memory, cell, 0L);
    }
  }

  /// Fewest buffers; any thread.
  ///
  /// @param level the newest sample, which is the answer when nothing was seen since the last
  ///   record
  static long least(MemorySegment memory, long base, long level) {
    long least = Long.MAX_VALUE;
    for (int part : PARTS) {
      if (isCurrent(memory, base, part)) {
        least = Math.min(least, getOpaque(memory, base + part + RANGE_LEAST));
      }
    }
    return level == QueueLevel.UNKNOWN || least == Long.MAX_VALUE ? level : least;
  }

  /// Most buffers; any thread.
  ///
  /// @param level the newest sample, which is the answer when nothing was seen since the last
  ///   record
  static long most(MemorySegment memory, long base, long level) {
    long most = -1;
    for (int part : PARTS) {
      if (isCurrent(memory, base, part)) {
        most = Math.max(most, getOpaque(memory, base + part + RANGE_MOST));
      }
    }
    return level == QueueLevel.UNKNOWN || most < 0 ? level : most;
  }

  private static boolean isCurrent(MemorySegment memory, long base, int part) {
    long written = (long) LONG.getAcquire(memory, base + part);
    return written == getOpaque(memory, base + S_LEVEL_EPOCH) + 1;
  }
}
