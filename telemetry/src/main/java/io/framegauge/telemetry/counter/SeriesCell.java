package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import java.lang.foreign.MemorySegment;

/// The 64-bit cell of one series. Any thread may write; writes are atomic and allocate nothing.
/// After the series was deleted, writes have no effect.
public final class SeriesCell {
  private final MemorySegment memory;
  private final long offset;
  private final int slot;
  private final int family;
  private volatile boolean deleted;

  SeriesCell(MemorySegment memory, long base, int slot, int family) {
    this.memory = memory;
    this.offset = base + E_VALUE;
    this.slot = slot;
    this.family = family;
  }

  /// Adds to an unsigned count and answers what it was before.
  @HotPath
  public long getAndAdd(long delta) {
    return deleted ? get() : (long) LONG.getAndAdd(memory, offset, delta);
  }

  /// Sets the bits and answers what they were before.
  @HotPath
  public long getAndSet(long bits) {
    return deleted ? get() : (long) LONG.getAndSet(memory, offset, bits);
  }

  /// Sets the bits if they are still the expected ones.
  @HotPath
  public boolean compareAndSet(long expected, long bits) {
    return deleted || LONG.compareAndSet(memory, offset, expected, bits);
  }

  /// The bits now.
  @HotPath
  public long get() {
    return (long) LONG.getVolatile(memory, offset);
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
}
