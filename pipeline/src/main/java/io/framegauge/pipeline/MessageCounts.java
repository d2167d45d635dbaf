package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.Messages;
import io.framegauge.telemetry.counter.HotPath;
import io.framegauge.telemetry.metrics.Counter;
import io.framegauge.telemetry.metrics.CounterFamily;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Messages on the bus by type. Any thread; nothing is allocated for a type that was seen before.
final class MessageCounts {
  private static final int EXTENDED = 1 << 31; // types above it are numbers, not flags
  private static final int FLAGS = 32;
  private static final int NUMBERS = 32;

  private final CounterFamily family;
  private final AtomicReferenceArray<Counter> known = new AtomicReferenceArray<>(FLAGS + NUMBERS);

  MessageCounts(CounterFamily family) {
    this.family = family;
  }

  @HotPath
  void count(int type) {
    int place = place(type);
    Counter counter = place < 0 ? null : known.get(place);
    if (counter == null) {
      counter = family.labels(Messages.typeName(type));
      if (place >= 0) {
        known.set(place, counter);
      }
    }
    counter.inc();
  }

  /// A place for each type that GStreamer may have; negative for anything else.
  private static int place(int type) {
    if (type < 0) {
      int number = type & ~EXTENDED;
      return number < NUMBERS ? FLAGS + number : -1;
    }
    return Integer.bitCount(type) == 1 ? Integer.numberOfTrailingZeros(type) : -1;
  }
}
