package io.framegauge.telemetry.history;

import io.framegauge.telemetry.record.DamagedTelemetryException;
import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StatRecord;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Queries over the records that are kept. Any thread; answers are immutable.
///
/// Where the records are those of another process, each query may throw
/// [DamagedTelemetryException].
public interface History {
  /// The records of another process.
  ///
  /// @param ring its part of the telemetry memory, as [RecordRing#create] laid it out
  /// @param stageNames names by position in the stage directory
  /// @param over whether nothing is written any more: then a record that was in the making is lost,
  ///   a gap, and does not hold back those after it
  /// @throws DamagedTelemetryException when it cannot be a ring of this size
  static History observe(MemorySegment ring, NamedStages stageNames, BooleanSupplier over) {
    return RingHistory.observe(ring, stageNames, over);
  }

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
