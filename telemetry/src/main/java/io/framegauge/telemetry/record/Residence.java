package io.framegauge.telemetry.record;

import java.util.List;

/// Distribution of the time that frames stay in a stage, since the start of the pipeline.
///
/// @param bucketCounts samples per bucket of [#BOUNDS_NANOS], not cumulative; one more for +Inf
/// @param nativeCounts samples per bucket of [NativeBuckets]; all of them the same samples
/// @param sumNanos sum of all samples in nanoseconds
/// @param matched buffers whose entry was found when they left, each a sample
/// @param expired entries that were given up: others that entered much later have left, or the end
///   of the stream has, or the table was full
/// @param ambiguous buffers that left with no timestamp, with one never seen at the entry, or with
///   one that several entries had
public record Residence(
    List<Long> bucketCounts,
    List<Long> nativeCounts,
    long sumNanos,
    long matched,
    long expired,
    long ambiguous) {

  /// Upper bounds of the buckets in nanoseconds: 100 µs to 10 s in steps of 1, 2.5, 5.
  public static final List<Long> BOUNDS_NANOS =
      List.of(
          100_000L,
          250_000L,
          500_000L,
          1_000_000L,
          2_500_000L,
          5_000_000L,
          10_000_000L,
          25_000_000L,
          50_000_000L,
          100_000_000L,
          250_000_000L,
          500_000_000L,
          1_000_000_000L,
          2_500_000_000L,
          5_000_000_000L,
          10_000_000_000L);

  private static final long[] BOUNDS = BOUNDS_NANOS.stream().mapToLong(Long::longValue).toArray();

  public Residence {
    bucketCounts = List.copyOf(bucketCounts);
    nativeCounts = List.copyOf(nativeCounts);
  }

  /// The bucket of a time in nanoseconds; allocates nothing.
  public static int bucket(long nanos) {
    int bucket = 0;
    while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) {
      bucket++;
    }
    return bucket;
  }

  /// Number of samples.
  public long count() {
    long sum = 0;
    for (long bucket : bucketCounts) {
      sum += bucket;
    }
    return sum;
  }
}
