package io.framegauge.telemetry.zeromq;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// The threads of servers, publishers and clients, and what they cost.
final class Threads {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private Threads() {}

  /// Names of those that live.
  static List<String> historyThreads() {
    return alive().stream().map(Thread::getName).sorted().toList();
  }

  /// CPU time that all of them together take within a time.
  static Duration cpuWithin(Duration window) {
    long before = cpuNanos();
    long end = System.nanoTime() + window.toNanos();
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
    return Duration.ofNanos(cpuNanos() - before);
  }

  /// Waits for a condition.
  ///
  /// @return false when it did not come true within 20 s
  static boolean await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      LockSupport.parkNanos(5_000_000L);
    }
    return true;
  }

  private static long cpuNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return alive().stream()
        .mapToLong(thread -> Math.max(0, threads.getThreadCpuTime(thread.threadId())))
        .sum();
  }

  private static List<Thread> alive() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread ->
            thread.getName().startsWith("framegauge-history")
                || thread.getName().startsWith("framegauge-zeromq"))
        .toList();
  }
}
