package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/// Tells readers of sums over links that counts are moving from one link to another, so that they
/// read them again: a sum must not go down. One thread moves at a time.
final class Moves {
  private static final int PATIENCE = 10_000;

  private Moves() {}

  static void begin(MemorySegment memory) {
    LONG.setVolatile(memory, (long) H_MOVES, getOpaque(memory, H_MOVES) + 1);
    VarHandle.fullFence();
  }

  static void end(MemorySegment memory) {
    LONG.setVolatile(memory, (long) H_MOVES, getOpaque(memory, H_MOVES) + 1);
  }

  /// The number of moves so far. A mover that stands still in the middle is not waited for.
  @HotPath
  static long awaitEnd(MemorySegment memory, long header) {
    long moves = (long) LONG.getVolatile(memory, header + H_MOVES);
    for (int i = 0; (moves & 1) == 1 && i < PATIENCE; i++) {
      Thread.onSpinWait();
      moves = (long) LONG.getVolatile(memory, header + H_MOVES);
    }
    return moves;
  }

  @HotPath
  static boolean noneSince(MemorySegment memory, long header, long moves) {
    VarHandle.loadLoadFence();
    return getOpaque(memory, header + H_MOVES) == moves;
  }
}
