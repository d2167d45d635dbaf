package io.framegauge.telemetry.record;

/// Fill and limits of a queue-like element, as its properties tell them.
///
/// @param buffers [#UNKNOWN] when the element does not tell them, so for bytes and nanoseconds
/// @param nanos queued stream time in nanoseconds; [#UNKNOWN] when the data has no timestamps
/// @param limitBuffers 0 means no limit, so for the other limits
/// @param sampledNanos monotonic time of the sample in nanoseconds
/// @param leastBuffers fewest buffers since the last record, [#UNKNOWN] when not known
/// @param mostBuffers most buffers since the last record, [#UNKNOWN] when not known
public record QueueLevel(
    long buffers,
    long bytes,
    long nanos,
    long limitBuffers,
    long limitBytes,
    long limitNanos,
    long sampledNanos,
    long leastBuffers,
    long mostBuffers) {
  /// A value that is not known.
  public static final long UNKNOWN = -1;

  /// One look at a queue, which says nothing about the time before it.
  public QueueLevel(
      long buffers,
      long bytes,
      long nanos,
      long limitBuffers,
      long limitBytes,
      long limitNanos,
      long sampledNanos) {
    this(
        buffers,
        bytes,
        nanos,
        limitBuffers,
        limitBytes,
        limitNanos,
        sampledNanos,
        UNKNOWN,
        UNKNOWN);
  }
}
