package io.framegauge.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// Two ways to do the same, called in turn.
final class Turns {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// @param ourNanos CPU time of each call
  /// @param ourBytes allocated by the last call
  record Result(Spread ourNanos, Spread theirNanos, long ourBytes, long theirBytes) {}

  private Turns() {}

  /// Calls both until the time is over, the first fifth of it to warm up.
  static Result measure(Runnable ours, Runnable theirs, double seconds) {
    repeat(ours, theirs, seconds / 5);
    return repeat(ours, theirs, seconds * 4 / 5);
  }

  private static Result repeat(Runnable ours, Runnable theirs, double seconds) {
    double[] our = new double[1_000_000];
    double[] their = new double[our.length];
    long ourBytes = 0;
    long theirBytes = 0;
    long deadline = System.nanoTime() + (long) (seconds * 1e9);
    int count = 0;
    while (count < our.length && (System.nanoTime() < deadline || count < 3)) {
      long bytes = THREADS.getCurrentThreadAllocatedBytes();
      long start = THREADS.getCurrentThreadCpuTime();
      ours.run();
      our[count] = THREADS.getCurrentThreadCpuTime() - start;
      ourBytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
      bytes = THREADS.getCurrentThreadAllocatedBytes();
      start = THREADS.getCurrentThreadCpuTime();
      theirs.run();
      their[count++] = THREADS.getCurrentThreadCpuTime() - start;
      theirBytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    }
    return new Result(
        Spread.of(java.util.Arrays.copyOf(our, count)),
        Spread.of(java.util.Arrays.copyOf(their, count)),
        ourBytes,
        theirBytes);
  }
}
