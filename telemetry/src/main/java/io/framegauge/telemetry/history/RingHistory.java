package io.framegauge.telemetry.history;

import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StatRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The queries over a ring.
final class RingHistory implements History {
  private final RingReader ring;

  RingHistory(RingReader ring) {
    this.ring = ring;
  }

  @Override
  public Page latest(int count, long beforeId) {
    return backwards(count, beforeId, record -> true);
  }

  @Override
  public Page window(long fromMillis, long toMillis, int limit, long beforeId) {
    return backwards(
        limit, beforeId, record -> record.tsMillis() >= fromMillis && record.tsMillis() < toMillis);
  }

  @Override
  public Page newerThan(long id, int limit) {
    atLeastOne("limit", limit);
    long newest = ring.newestId();
    long oldest = oldest(newest);
    boolean foreign = id > newest;
    boolean gap = foreign || id + 1 < oldest;
    List<StatRecord> records = new ArrayList<>();
    long next = foreign ? newest + 1 : Math.max(id + 1, oldest);
    for (; next <= newest && records.size() < limit; next++) {
      Optional<StatRecord> record = ring.read(next);
      record.ifPresent(records::add);
      gap |= record.isEmpty();
    }
    return new Page(oldest, newest, gap, next <= newest, records);
  }

  @Override
  public Optional<StatRecord> newest(RecordType type) {
    return ring.newest(type, oldest(ring.newestId()));
  }

  private Page backwards(int limit, long beforeId, Predicate<StatRecord> wanted) {
    atLeastOne("limit", limit);
    long newest = ring.newestId();
    long oldest = oldest(newest);
    boolean gap = beforeId > 0 && beforeId <= oldest;
    boolean more = false;
    List<StatRecord> records = new ArrayList<>();
    for (long id = Math.min(newest, beforeId - 1); id >= 0 && id >= oldest && !more; id--) {
      Optional<StatRecord> record = ring.read(id);
      gap |= record.isEmpty();
      if (record.filter(wanted).isPresent()) {
        more = records.size() == limit;
        if (!more) {
          records.add(record.get());
        }
      }
    }
    return new Page(oldest, newest, gap, more, records);
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
