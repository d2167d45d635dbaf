package io.framegauge.telemetry.zeromq;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/// What is running, and waiting for it.
final class Threads {
  private Threads() {}

  static void awaitNone(String... prefixes) {
    await("threads left: " + named(prefixes), () -> named(prefixes).isEmpty());
  }

  private static List<String> named(String... prefixes) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> Stream.of(prefixes).anyMatch(name::startsWith))
        .toList();
  }

  /// CPU time that the threads of these names have used.
  static long cpuNanos(String prefix) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(prefix))
        .mapToLong(thread -> Math.max(0, threads.getThreadCpuTime(thread.threadId())))
        .sum();
  }

  /// A peer that stays connected must not keep a thread busy (some attacks made JeroMQ spin).
  static void awaitIdle(String prefix) {
    await(
        "threads of ZeroMQ are busy without work",
        () -> {
          long before = cpuNanos(prefix);
          LockSupport.parkNanos(100_000_000);
          return cpuNanos(prefix) - before < 50_000_000;
        });
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        Assertions.fail(what);
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  /// Asks again while there is no answer: a short timeout may be too short on a busy machine.
  static <T> T patiently(Supplier<T> query) {
    AtomicReference<@Nullable T> answer = new AtomicReference<>();
    await(
        "an answer",
        () -> {
          try {
            answer.set(query.get());
            return true;
          } catch (HistoryException unanswered) {
            return false;
          }
        });
    return Objects.requireNonNull(answer.get());
  }
}
