package io.framegauge.adapters.cli;

import io.framegauge.telemetry.zeromq.HistoryAnswer;

/// Where records come from: a running module, or its telemetry file. The queries are those of
/// [io.framegauge.telemetry.history.History]; each throws
/// [io.framegauge.telemetry.zeromq.HistoryException] when there is no answer now.
interface RecordSource {
  /// The newest records before an id, newest first.
  HistoryAnswer latest(int count, long beforeId);

  /// Records after an id, oldest first.
  HistoryAnswer newerThan(long id, int limit);

  /// Records of a time before an id, newest first.
  HistoryAnswer window(long fromMillis, long toMillis, int limit, long beforeId);

  /// Whether it answers at all; what it answers does not matter.
  void probe();
}
