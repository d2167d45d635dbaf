package io.framegauge.pipeline;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Memory that is given back when there is none left, so that a run can still end: what fills the
/// heap may be held for good.
final class MemoryReserve {
  /// What ends a run allocates at once with what still serves it: with a quarter of this, three of
  /// ten runs with a full heap of 48 MB could not even tell why they failed.
  private static final int BYTES = 4 << 20;

  private static final AtomicReference<byte @Nullable []> RESERVE = new AtomicReference<>();

  private MemoryReserve() {}

  /// Keeps memory from now on.
  static void keep() {
    RESERVE.set(new byte[BYTES]);
  }

  /// Gives it back if memory is exhausted.
  static void releaseIfExhausted(Throwable thrown) {
    if (thrown instanceof OutOfMemoryError) {
      RESERVE.set(null);
    }
  }
}
