package io.framegauge.telemetry.prometheus;

import io.framegauge.telemetry.history.History;
import io.framegauge.telemetry.history.Page;
import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StatRecord;
import java.util.List;
import java.util.Optional;

/// A history without records that lets a test into the middle of a scrape.
abstract class StubHistory implements History {
  private static final Page EMPTY = new Page(-1, -1, false, false, List.of());

  /// Called whenever a scrape asks for a record.
  abstract void asked();

  @Override
  public Page latest(int count, long beforeId) {
    return EMPTY;
  }

  @Override
  public Page newerThan(long id, int limit) {
    return EMPTY;
  }

  @Override
  public Page window(long fromMillis, long toMillis, int limit, long beforeId) {
    return EMPTY;
  }

  @Override
  public Optional<StatRecord> newest(RecordType type) {
    asked();
    return Optional.empty();
  }
}
