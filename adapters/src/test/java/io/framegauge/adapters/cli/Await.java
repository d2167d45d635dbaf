package io.framegauge.adapters.cli;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for a condition until a deadline.
public final class Await {
  private static final long POLL_NANOS = 10_000_000;

  private Await() {}

  /// Waits.
  ///
  /// @param seen what is there when the deadline passes, for the message
  public static void until(
      String what, Duration atMost, BooleanSupplier condition, Supplier<String> seen) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(
            "not within %d ms: %s%n%s".formatted(atMost.toMillis(), what, seen.get()));
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
