package io.framegauge.benchmarks;

/// How long is measured: `full` within 10 minutes, `quick` within 90 seconds.
///
/// @param rounds pipelines built anew for the probe rows
/// @param windows of each kind in a round
/// @param windowNanos length of a window
/// @param starts of a process, for the rows about start-up and memory
record Effort(boolean quick, int rounds, int windows, long windowNanos, int starts) {
  private static final long MILLI = 1_000_000;

  static Effort of(boolean quick) {
    return quick
        ? new Effort(true, 1, 14, 50 * MILLI, 2)
        : new Effort(false, 4, 30, 50 * MILLI, 10);
  }

  /// The quick number or the full one.
  int pick(int quickly, int fully) {
    return quick ? quickly : fully;
  }
}
