package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import java.lang.foreign.MemorySegment;

/// The 64-bit cell of one series. Any thread may write; writes are atomic and allocate nothing.
/// After the series was deleted, writes have no effect.
public final class SeriesCell {
  private final MemorySegment memory;
  private final long base;
  private final int slot;
  private final int family;
  private volatile boolean deleted;

  SeriesCell(MemorySegment memory, long base, int slot, int family) {
    this.memory = memory;
    this.base = base;
    this.slot = slot;
    this.family = family;
  }

  /// Adds to an unsigned count and answers what it was before.
  @HotPath
  public long getAndAdd(long delta) {
    return deleted ? get() : (long) LONG.getAndAdd(memory, base + E_VALUE, delta);
  }

  /// Sets the bits and answers what they were before.
  @HotPath
  public long getAndSet(long bits) {
    return deleted ? get() : (long) LONG.getAndSet(memory, base + E_VALUE, bits);
  }

  /// Sets the bits if they are still the expected ones.
  @HotPath
  public boolean compareAndSet(long expected, long bits) {
    return deleted || LONG.compareAndSet(memory, base + E_VALUE, expected, bits);
  }

  /// The bits now.
  @HotPath
  public long get() {
    return (long) LONG.getVolatile(memory, base + E_VALUE);
  }

  /// Whether the series was deleted.
  public boolean deleted() {
    return deleted;
  }

  int slot() {
    return slot;
  }

  int family() {
    return family;
  }

  void markDeleted() {
    deleted = true;
  }

  /// Gives the cell another value from which it counts anew; one thread at a time. A reader never
  /// takes the new value for one that belongs to the time of creation before: that time is negative
  /// meanwhile, and another one afterwards.
  void restart(long bits, long nowMillis) {
    long created = Math.abs((long) LONG.getVolatile(memory, base + E_CREATED));
    LONG.setVolatile(memory, base + E_CREATED, -created);
    LONG.setVolatile(memory, base + E_VALUE, bits);
    LONG.setVolatile(memory, base + E_CREATED, Math.max(nowMillis, created + 1));
  }
}
