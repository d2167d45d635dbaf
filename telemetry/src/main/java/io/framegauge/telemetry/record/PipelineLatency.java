package io.framegauge.telemetry.record;

import java.util.List;

/// Distribution of the time from a source to a sink, since the start of the pipeline: from the
/// moment a buffer left the source to the moment it entered the sink.
///
/// @param sink name of the sink's stage
/// @param bucketCounts samples per bucket of [Residence#BOUNDS_NANOS], not cumulative; one more for
///   +Inf
/// @param nativeCounts samples per bucket of [NativeBuckets]; all of them the same samples
/// @param sumNanos sum of all samples in nanoseconds
/// @param matched buffers that entered the sink with the timestamp of one that left a source, each
///   a sample
/// @param unknown buffers that entered with no timestamp, or with one that no source is remembered
///   for
/// @param ambiguous buffers that entered with a timestamp that several sources had, or one of them
///   more than once
public record PipelineLatency(
    String sink,
    List<Long> bucketCounts,
    List<Long> nativeCounts,
    long sumNanos,
    long matched,
    long unknown,
    long ambiguous) {

  public PipelineLatency {
    bucketCounts = List.copyOf(bucketCounts);
    nativeCounts = List.copyOf(nativeCounts);
  }
}
