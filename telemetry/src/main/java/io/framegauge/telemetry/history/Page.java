package io.framegauge.telemetry.history;

import io.framegauge.telemetry.record.StatRecord;
import java.util.List;

/// The answer to a query of the history.
///
/// @param oldestId oldest record still kept, -1 when there is none
/// @param newestId newest complete record, -1 when there is none
/// @param gap records that the query asked for, or may have asked for by its time, are no longer
///   kept, or its id is from another run
/// @param more the limit cut the answer
/// @param records newest first, or oldest first for [History#newerThan]
public record Page(
    long oldestId, long newestId, boolean gap, boolean more, List<StatRecord> records) {

  public Page {
    records = List.copyOf(records);
  }
}
