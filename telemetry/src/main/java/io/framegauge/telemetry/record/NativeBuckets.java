package io.framegauge.telemetry.record;

/// The buckets of Prometheus' native histograms, schema 2: each upper bound is the one below it
/// times the fourth root of two. Bucket 0 is the zero bucket: everything up to 2^-20 s, about a
/// microsecond. The last one ends at 2^10 s, about 17 minutes, and takes what is longer too.
public final class NativeBuckets {
  /// Resolution: 2^2 buckets from one power of two to the next.
  public static final int SCHEMA = 2;

  /// Index, in Prometheus' numbering, of bucket 1.
  public static final int FIRST_INDEX = -20 * (1 << SCHEMA) + 1;

  /// Number of buckets, the zero bucket included.
  public static final int COUNT = 10 * (1 << SCHEMA) - FIRST_INDEX + 2;

  /// Upper bound of the zero bucket in seconds.
  public static final double ZERO_THRESHOLD_SECONDS = Math.pow(2, -20);

  private static final int EIGHTH_BITS = 3;
  private static final long[] BOUNDS_NANOS = bounds();

  /// The bucket of the least time of each eighth of an octave.
  private static final int[] FIRST_OF = firstOf();

  private NativeBuckets() {}

  private static long[] bounds() {
    long[] bounds = new long[COUNT];
    for (int bucket = 0; bucket < COUNT; bucket++) {
      bounds[bucket] = (long) (1e9 * power(bucket));
    }
    return bounds;
  }

  private static double power(int bucket) {
    return Math.pow(2, (bucket + FIRST_INDEX - 1) / (double) (1 << SCHEMA));
  }

  /// The longest time that a bucket takes, in seconds; infinite for the last one.
  public static double upperBoundSeconds(int bucket) {
    return bucket < COUNT - 1 ? power(bucket) : Double.POSITIVE_INFINITY;
  }

  /// The bucket of a time; allocates nothing.
  public static int of(long nanos) {
    if (nanos <= BOUNDS_NANOS[0]) {
      return 0;
    }
    int bucket = FIRST_OF[octave(nanos)];
    while (bucket < COUNT - 1 && nanos > BOUNDS_NANOS[bucket]) {
      bucket++;
    }
    return bucket;
  }

  /// Where between powers of two a number above 0 is, in eighths; a bucket is wider.
  private static int octave(long nanos) {
    int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
    int eighth = (int) (nanos << (Long.SIZE - exponent) >>> (Long.SIZE - EIGHTH_BITS));
    return exponent << EIGHTH_BITS | eighth;
  }

  private static int[] firstOf() {
    int[] first = new int[Long.SIZE << EIGHTH_BITS];
    int bucket = 0;
    for (int octave = 0; octave < first.length; octave++) {
      int exponent = octave >> EIGHTH_BITS;
      double least = Math.pow(2, exponent) * (1 + (octave & (1 << EIGHTH_BITS) - 1) / 8.0);
      while (bucket < COUNT - 1 && least > BOUNDS_NANOS[bucket]) {
        bucket++;
      }
      first[octave] = bucket;
    }
    return first;
  }
}
