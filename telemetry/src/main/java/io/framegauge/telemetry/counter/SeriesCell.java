package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import java.lang.foreign.MemorySegment;

/// The 64-bit cell of one series. Any thread may write; writes are atomic and allocate nothing.
/// After the series was deleted, writes have no effect.
public final class SeriesCell {
  @SuppressWarnings("UnusedVariable") // keeps the run's memory from being freed
  private final MemorySegment held;

  private final long words;
  private volatile boolean deleted;

  SeriesCell(MemorySegment memory, long address) {
    this.held = memory;
    this.words = words(address);
  }

  /// Adds to an unsigned count and answers what it was before; 0 once the series is deleted.
  @HotPath
  public long getAndAdd(long delta) {
    return deleted ? 0 : (long) LONG.getAndAdd(ALL, at(words) + E_VALUE, delta);
  }

  /// Sets the bits and answers what they were before; 0 once the series is deleted.
  @HotPath
  public long getAndSet(long bits) {
    return deleted ? 0 : (long) LONG.getAndSet(ALL, at(words) + E_VALUE, bits);
  }

  /// Sets the bits if they are still the expected ones.
  @HotPath
  public boolean compareAndSet(long expected, long bits) {
    return deleted || LONG.compareAndSet(ALL, at(words) + E_VALUE, expected, bits);
  }

  /// The bits now.
  @HotPath
  public long get() {
    return (long) LONG.getVolatile(ALL, at(words) + E_VALUE);
  }

  /// Whether the series was deleted.
  public boolean deleted() {
    return deleted;
  }

  long address() {
    return at(words);
  }

  void markDeleted() {
    deleted = true;
  }

  /// Gives the cell another value from which it counts anew; one thread at a time. A reader never
  /// takes the new value for one that belongs to the time of creation before: that time is negative
  /// meanwhile, and another one afterwards, later than what a reader says that does not wait.
  void restart(long bits, long nowMillis) {
    long created = Math.abs((long) LONG.getVolatile(ALL, at(words) + E_CREATED));
    LONG.setVolatile(ALL, at(words) + E_CREATED, -created);
    LONG.setVolatile(ALL, at(words) + E_VALUE, bits);
    LONG.setVolatile(ALL, at(words) + E_CREATED, Math.max(nowMillis, created + 2));
  }
}
