package io.framegauge.pipeline;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Memory that is given back when there is none left, so that a run can still end: what fills the
/// heap may be held for good.
final class MemoryReserve {
  private static final int BYTES = 1 << 20;
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
