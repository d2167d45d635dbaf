package io.framegauge.telemetry.history;

import static io.framegauge.telemetry.history.RingLayout.*;
import static io.framegauge.telemetry.record.DamagedTelemetryException.unlessCut;

import io.framegauge.telemetry.record.DamagedTelemetryException;
import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StatRecord;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;

/// The queries over a ring.
final class RingHistory implements History {
  private static final int MOST = 1 << 24;

  private final RingReader ring;

  RingHistory(RingReader ring) {
    this.ring = ring;
  }

  static History observe(MemorySegment memory, NamedStages stageNames, BooleanSupplier over) {
    RingShape shape = unlessCut(() -> shapeOf(memory));
    return new RingHistory(new RingReader(memory, shape, stageNames, over));
  }

  private static RingShape shapeOf(MemorySegment memory) {
    if (memory.byteSize() < HEADER_BYTES) {
      throw new DamagedTelemetryException("ring_bytes", memory.byteSize());
    }
    int history = positive("history", (int) INT.get(memory, HISTORY));
    int maxStages = positive("max_stages", (int) INT.get(memory, MAX_STAGES));
    int maxLinks = positive("max_links", (int) INT.get(memory, MAX_LINKS));
    RingShape shape = new RingShape(history, maxStages, maxLinks);
    if ((int) INT.get(memory, CAPACITY) != shape.capacity() || memory.byteSize() != shape.bytes()) {
      throw new DamagedTelemetryException("ring_bytes", memory.byteSize());
    }
    return shape;
  }

  private static int positive(String name, int value) {
    if (value < 1 || value > MOST) {
      throw new DamagedTelemetryException(name, value);
    }
    return value;
  }

  @Override
  public Page latest(int count, long beforeId) {
    return unlessCut(() -> backwards("count", count, beforeId, tsMillis -> true));
  }

  @Override
  public Page window(long fromMillis, long toMillis, int limit, long beforeId) {
    return unlessCut(() -> {
      LongPredicate within = tsMillis -> tsMillis >= fromMillis && tsMillis < toMillis;
      return cut(backwards("limit", limit, beforeId, within), fromMillis);
    });
  }

  private Page cut(Page page, long fromMillis) {
    boolean cut = !page.more() && startsBefore(page.oldestId(), fromMillis);
    return new Page(
        page.oldestId(), page.newestId(), page.gap() || cut, page.more(), page.records());
  }

  @Override
  public Page newerThan(long id, int limit) {
    atLeastOne("limit", limit);
    return unlessCut(() -> forwards(id, limit));
  }

  private Page forwards(long id, int limit) {
    long newest = ring.newestId();
    long oldest = oldest(newest);
    boolean gap = id > newest || Math.max(id, -1) < oldest - 1;
    List<StatRecord> records = new ArrayList<>();
    long first = id >= newest ? newest + 1 : Math.max(id + 1, oldest);
    long next = first;
    for (; next <= newest && records.size() < limit; next++) {
      Optional<StatRecord> found = record(next);
      found.ifPresent(records::add);
      gap |= found.isEmpty();
    }
    return new Page(oldest, newest, gap, next <= newest, records);
  }

  private Optional<StatRecord> record(long id) {
    return ring.decodedBefore(id).or(() -> ring.slot(id).map(ring::decoded));
  }

  @Override
  public Optional<StatRecord> newest(RecordType type) {
    return unlessCut(() -> ring.newest(type, oldest(ring.newestId())));
  }

  private Page backwards(String limitName, int limit, long beforeId, LongPredicate wanted) {
    atLeastOne(limitName, limit);
    long newest = ring.newestId();
    long oldest = oldest(newest);
    boolean gap = oldest > 0 && beforeId <= oldest;
    boolean more = false;
    List<StatRecord> records = new ArrayList<>();
    long first = Math.min(newest, Math.max(beforeId, 0) - 1);
    for (long id = first; id >= Math.max(oldest, 0) && !more; id--) {
      Optional<StatRecord> known = ring.decodedBefore(id);
      Optional<RecordSlot> slot = known.isPresent() ? Optional.empty() : ring.slot(id);
      gap |= known.isEmpty() && slot.isEmpty();
      boolean fits =
          known.isPresent()
              ? wanted.test(known.get().tsMillis())
              : slot.isPresent() && wanted.test(slot.get().tsMillis());
      if (fits) {
        more = records.size() == limit;
        if (!more) {
          records.add(known.orElseGet(() -> ring.decoded(slot.orElseThrow())));
        }
      }
    }
    return new Page(oldest, newest, gap, more, records);
  }

  /// Whether records that are not kept any more may lie in a window.
  private boolean startsBefore(long oldest, long fromMillis) {
    return oldest > 0 && ring.slot(oldest).filter(slot -> slot.tsMillis() < fromMillis).isEmpty();
  }

  private long oldest(long newest) {
    return newest < 0 ? -1 : Math.max(0, newest - ring.history() + 1);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be >= 1: " + name + "=" + value);
    }
  }
}
