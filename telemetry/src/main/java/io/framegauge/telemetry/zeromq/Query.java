package io.framegauge.telemetry.zeromq;

/// A question to the history, its numbers within their limits.
sealed interface Query {
  /// Most records in one answer.
  int MAX_RECORDS = 1000;

  /// Records of `latest` when no `count` is given.
  int DEFAULT_COUNT = 10;

  /// Records of `newer_than` and `window` when no `limit` is given.
  int DEFAULT_LIMIT = 100;

  /// `before_id` when none is given.
  long NO_BEFORE_ID = Long.MAX_VALUE;

  /// About the module; no records.
  record Info() implements Query {}

  /// The newest records, newest first.
  record Latest(int count, long beforeId) implements Query {}

  /// Records with a larger id, oldest first.
  record NewerThan(long id, int limit) implements Query {}

  /// Records with `fromMillis <= ts < toMillis`, newest first.
  record Window(long fromMillis, long toMillis, int limit, long beforeId) implements Query {}
}
