package io.framegauge.pipeline;

import java.util.function.LongSupplier;

/// A number that an element counts up and now and then begins again at 0, as one that only rises.
final class RisingNumber {
  private final LongSupplier source;
  private long last;
  private long total;

  /// @param source the element's number; its value now is where counting begins
  RisingNumber(LongSupplier source) {
    this.source = source;
    this.last = source.getAsLong();
  }

  /// By how much it has risen since it was asked last. After a restart at 0 that nobody saw, what
  /// rose before it is not known and not told.
  long rise() {
    long now = source.getAsLong();
    long rise = now >= last ? now - last : now;
    last = now;
    total += rise;
    return rise;
  }

  /// By how much it has risen in all.
  long total() {
    return total;
  }
}
