package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import io.framegauge.telemetry.record.DropReason;
import io.framegauge.telemetry.record.StageKind;
import java.lang.foreign.MemorySegment;

/// Reads single values of a stage without allocation.
final class StageReader {
  /// A value that is not known.
  static final long UNKNOWN = -1;

  /// More frames inside one element than this are taken for frames that it swallowed.
  private static final long PLAUSIBLE_INSIDE = 256;

  private StageReader() {}

  static StageKind kind(MemorySegment memory, long base) {
    return StageKind.of(getIntOpaque(memory, base + S_KIND));
  }

  @HotPath
  static long queueLength(MemorySegment memory, long base) {
    if (getAcquire(memory, base + S_LEVEL_SAMPLED_NANOS) != 0) {
      return getOpaque(memory, base + S_LEVEL_BUFFERS);
    }
    return switch (kind(memory, base)) {
      case SOURCE, SINK -> 0;
      case QUEUE -> UNKNOWN;
      case ELEMENT -> inside(memory, base, getIntOpaque(memory, base + S_REORDERS) == 1);
      case PLUGIN -> inside(memory, base, true);
    };
  }

  @HotPath
  static long drops(MemorySegment memory, long base, DropReason reason) {
    return getOpaque(memory, base + S_DROPS + 8L * reason.code());
  }

  /// Entries given up, by whichever side of the stage.
  static long expired(MemorySegment memory, long base) {
    return getOpaque(memory, base + S_OVERTAKEN) + getOpaque(memory, base + S_EXPIRED);
  }

  private static long inside(MemorySegment memory, long base, boolean allAreKnown) {
    if (getIntOpaque(memory, base + S_MEASURED) == 0) {
      return UNKNOWN;
    }
    long inside = allAreKnown ? notGone(memory, base) : behindLast(memory, base);
    return inside > PLAUSIBLE_INSIDE ? UNKNOWN : inside;
  }

  /// Frames inside an element that keeps the order: at most what came in after the frame that left
  /// last, so frames that it dropped do not add up. Cells of the leaving side are read first, so
  /// that a frame on its way through is not missing.
  private static long behindLast(MemorySegment memory, long base) {
    long last = getOpaque(memory, base + S_LAST_MATCHED);
    long ambiguous = last == 0 ? getOpaque(memory, base + S_AMBIGUOUS) : 0;
    if (getOpaque(memory, base + S_INSERTED) == 0) {
      return withoutTimestamps(memory, base);
    }
    return ambiguous == 0 ? getOpaque(memory, base + S_ENTERED) - last : UNKNOWN;
  }

  /// Frames inside an element that reorders, or a plugin, whose drops are known: what came in and
  /// has not left, read in the same order.
  private static long notGone(MemorySegment memory, long base) {
    long removed = getOpaque(memory, base + S_REMOVED);
    long gone = expired(memory, base) + getOpaque(memory, base + S_FORGOTTEN);
    long inserted = getOpaque(memory, base + S_INSERTED);
    return inserted == 0 ? withoutTimestamps(memory, base) : Math.max(0, inserted - removed - gone);
  }

  /// More out than in means that frames are made inside.
  private static long withoutTimestamps(MemorySegment memory, long base) {
    long left = getOpaque(memory, base + S_AMBIGUOUS);
    long dropped = drops(memory, base, DropReason.PLUGIN) + drops(memory, base, DropReason.ERROR);
    long entered = getOpaque(memory, base + S_ENTERED);
    return Math.max(UNKNOWN, entered - left - dropped);
  }
}
