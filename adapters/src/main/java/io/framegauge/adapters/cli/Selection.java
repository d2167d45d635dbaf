package io.framegauge.adapters.cli;

/// Which records of the history are wanted.
sealed interface Selection {
  /// The newest.
  record Last(int count) implements Selection {}

  /// All with a larger id; -1 for all that are kept.
  record NewerThan(long id) implements Selection {}

  /// All with `fromMillis <= ts < toMillis`.
  record Window(long fromMillis, long toMillis) implements Selection {}
}
