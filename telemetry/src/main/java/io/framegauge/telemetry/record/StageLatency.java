package io.framegauge.telemetry.record;

/// How long frames stayed in the source stage before they entered the stage this belongs to, within
/// the window between two records of one type.
///
/// @param sourceStageName the stage in which the time was spent
/// @param minMicros shortest residence in microseconds
/// @param maxMicros longest residence in microseconds
/// @param avgMicros arithmetic mean in microseconds
/// @param count number of samples, at least 1
public record StageLatency(
    String sourceStageName, long minMicros, long maxMicros, double avgMicros, long count) {

  public StageLatency {
    if (count < 1) {
      throw new IllegalArgumentException("must be >= 1: count=" + count);
    }
  }
}
