package io.framegauge.telemetry.zeromq;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Says what any peer can cause any number of times, but not more than once in ten seconds. Any
/// thread; a line that was left out is counted in the next one.
public final class RareLog {
  private static final long INTERVAL_NANOS = 10_000_000_000L;

  private final Consumer<String> log;
  private final LongSupplier nanoClock;
  private long nextNanos;
  private long leftOut;

  /// @param log takes the lines; called while this is locked
  public RareLog(Consumer<String> log, LongSupplier nanoClock) {
    this.log = log;
    this.nanoClock = nanoClock;
    nextNanos = nanoClock.getAsLong();
  }

  /// Says it, or counts it for the next time.
  public synchronized void say(String line) {
    long now = nanoClock.getAsLong();
    if (now - nextNanos < 0) {
      leftOut++;
      return;
    }
    log.accept(leftOut == 0 ? line : line + " (and " + leftOut + " more before)");
    leftOut = 0;
    nextNanos = now + INTERVAL_NANOS;
  }
}
