package io.framegauge.telemetry.history;

import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StatRecord;
import java.util.Optional;

/// Queries over the records that are kept. Any thread; answers are immutable.
public interface History {
  /// The newest records, newest first.
  ///
  /// @param count how many at most, at least 1
  /// @param beforeId only records with a smaller id; `Long.MAX_VALUE` for no such limit
  Page latest(int count, long beforeId);

  /// Records with a larger id, oldest first; asking again with the last id seen reads every record
  /// exactly once.
  ///
  /// @param id -1 for all that are kept
  /// @param limit how many at most, at least 1
  Page newerThan(long id, int limit);

  /// Records with `fromMillis <= ts < toMillis`, newest first.
  ///
  /// @param limit how many at most, at least 1
  /// @param beforeId only records with a smaller id; `Long.MAX_VALUE` for no such limit
  Page window(long fromMillis, long toMillis, int limit, long beforeId);

  /// The newest record of a type, if one is kept.
  Optional<StatRecord> newest(RecordType type);
}
