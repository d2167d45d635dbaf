package io.framegauge.adapters.top;

import java.time.Duration;
import java.util.Optional;

/// What has been seen of a module so far.
///
/// @param newest the last look, which may be old
/// @param before an earlier look at the same run, that rates count from
/// @param why no look could be taken the last time; empty when one could
/// @param silentFor time since the last sign of life, while there is none
/// @param newRunFor time since the module was seen to have started anew, if it has
record Seen(
    Optional<Look> newest,
    Optional<Look> before,
    String why,
    Optional<Duration> silentFor,
    Optional<Duration> newRunFor) {

  /// Seconds between the two looks; 0 when there is one only.
  double seconds() {
    return newest
        .flatMap(now -> before.map(then -> now.counts().nowNanos() - then.counts().nowNanos()))
        .map(nanos -> nanos / 1e9)
        .orElse(0.0);
  }
}
