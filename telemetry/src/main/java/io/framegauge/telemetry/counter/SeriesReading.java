package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;

import io.framegauge.telemetry.record.DamagedTelemetryException;
import io.framegauge.telemetry.record.FamilyValues.Distribution;
import io.framegauge.telemetry.record.FamilyValues.SeriesValue;
import io.framegauge.telemetry.record.SeriesKind;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// Reads one series: its value together with the time of creation that it belongs to, and a
/// distribution that no observation is in by half. Where writers leave no moment for that, what was
/// read last is taken. A series that is being set back is waited for; whoever does that may have
/// been interrupted, and if it does not come back, or was killed, the series counts as set back.
final class SeriesReading {
  private static final int TRIES = 100;
  private static final int PAUSES = 2_000;
  private static final long PAUSE_NANOS = 50_000;

  private final MemorySegment memory;
  private final Limits limits;
  private final int slot;
  private final long base;
  private boolean wasWhole;

  SeriesReading(MemorySegment memory, Limits limits, int slot) {
    this.memory = memory;
    this.limits = limits;
    this.slot = slot;
    this.base = seriesOffset(limits) + (long) slot * SERIES_BYTES;
  }

  /// Empty when a histogram's cells do not belong to it any more.
  Optional<SeriesValue> take(List<String> labelValues, SeriesKind kind, int bounds) {
    Optional<SeriesValue> value = Optional.empty();
    for (int tries = 0; tries < TRIES; tries++) {
      long created = awaitCreated(memory, base);
      long since = since(created);
      long bits = (long) LONG.getVolatile(memory, base + E_VALUE);
      if (kind == SeriesKind.HISTOGRAM) {
        value =
            distribution(bits, bounds + 1)
                .map(found -> new SeriesValue(labelValues, 0, since, Optional.of(found)));
      } else {
        value = Optional.of(new SeriesValue(labelValues, bits, since, Optional.empty()));
      }
      if ((long) LONG.getVolatile(memory, base + E_CREATED) == created) {
        return value;
      }
    }
    return value;
  }

  /// The cell of the time of creation; negative when the series is being set back for longer than
  /// is waited.
  ///
  /// @param base of the series
  static long awaitCreated(MemorySegment memory, long base) {
    long created = (long) LONG.getVolatile(memory, base + E_CREATED);
    for (int pauses = 0; created < 0 && pauses < PAUSES; pauses++) {
      if (pauses < TRIES) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      created = (long) LONG.getVolatile(memory, base + E_CREATED);
    }
    return created;
  }

  /// The time of creation that such a cell tells.
  static long since(long created) {
    return created < 0 ? 1 - created : created;
  }

  private Optional<Distribution> distribution(long place, int buckets) {
    long cells = placeIn(limits, "histogram", place, B_BUCKETS + Long.BYTES * buckets);
    Distribution taken = read(cells, buckets);
    for (int tries = 1; tries < TRIES && !wasWhole; tries++) {
      Thread.onSpinWait();
      taken = read(cells, buckets);
    }
    boolean still = (int) INT.getVolatile(memory, cells + B_SERIES) == slot;
    return still ? Optional.of(taken) : Optional.empty();
  }

  private Distribution read(long cells, int buckets) {
    long ended = (long) LONG.getVolatile(memory, cells + B_ENDED);
    List<Long> counts = new ArrayList<>(buckets);
    for (int i = 0; i < buckets; i++) {
      counts.add((long) LONG.getVolatile(memory, cells + B_BUCKETS + 8L * i));
    }
    double sum = Double.longBitsToDouble((long) LONG.getVolatile(memory, cells + B_SUM));
    wasWhole = (long) LONG.getVolatile(memory, cells + B_BEGUN) == ended;
    return new Distribution(counts, sum);
  }

  /// Where something is that a series has in the room.
  static long placeIn(Limits limits, String what, long place, int bytes) {
    long most = (roomBytes(limits) - bytes) / ROOM_UNIT;
    if (place < 0 || place > most) {
      throw new DamagedTelemetryException(what, place);
    }
    return roomOffset(limits) + place * ROOM_UNIT;
  }
}
