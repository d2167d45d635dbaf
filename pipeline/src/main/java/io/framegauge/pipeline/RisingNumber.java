package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.WeakObject;
import java.util.function.LongUnaryOperator;

/// A number that an element counts up and now and then begins again at 0, as one that only rises.
final class RisingNumber {
  private final WeakObject element;
  private final LongUnaryOperator number;
  private long last;
  private long total;

  /// @param number reads it from the element by its address; its value now is where counting begins
  RisingNumber(WeakObject element, LongUnaryOperator number) {
    this.element = element;
    this.number = number;
    begin();
  }

  /// Counts from now on.
  void begin() {
    last = now();
    total = 0;
  }

  private long now() {
    return element.ask(number, last);
  }

  /// By how much it has risen since it was asked last. After a restart at 0 that nobody saw, what
  /// rose before it is not known and not told.
  long rise() {
    long now = now();
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
