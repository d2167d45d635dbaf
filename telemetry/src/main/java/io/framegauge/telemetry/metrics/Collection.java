package io.framegauge.telemetry.metrics;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A collector and its call in progress, if there is one. Any thread.
final class Collection {
  /// One call of a collector, on a thread of its own.
  static final class Call {
    private final CompletableFuture<List<Readings.Told>> result = new CompletableFuture<>();
    private final AtomicBoolean failed = new AtomicBoolean();
    private final Readings readings;
    private final Thread thread;
    private volatile boolean late;

    private Call(String name, Collector collector, int maxSeries) {
      readings = new Readings(maxSeries);
      thread =
          Thread.ofPlatform()
              .daemon()
              .name("framegauge-collector-" + name)
              .unstarted(() -> run(collector));
    }

    private void run(Collector collector) {
      try {
        collector.collect(readings);
        result.complete(readings.close());
      } catch (Throwable thrown) { // user code: anything may come
        readings.abandon();
        result.completeExceptionally(thrown);
      }
    }

    CompletableFuture<List<Readings.Told>> result() {
      return result;
    }

    /// Whether this is the first to tell of a failure, of all who wait for the call.
    boolean failsFirst() {
      return failed.compareAndSet(false, true);
    }

    /// Whether it was given up.
    boolean late() {
      return late;
    }

    /// Gives it up: nobody waits for it any more.
    void giveUp() {
      late = true;
      readings.abandon();
      thread.interrupt();
    }
  }

  private final String name;
  private final Collector collector;
  private final int maxSeries;
  private @Nullable Call current;

  Collection(String name, Collector collector, int maxSeries) {
    this.name = name;
    this.collector = collector;
    this.maxSeries = maxSeries;
  }

  String name() {
    return name;
  }

  /// The call in progress, or a new one.
  synchronized Call call() {
    Call going = current;
    if (going != null && going.thread.isAlive() && !going.result.isDone()) {
      return going;
    }
    Call fresh = new Call(name, collector, maxSeries);
    current = fresh;
    fresh.thread.start();
    return fresh;
  }

  synchronized void close() {
    if (current != null) {
      current.giveUp();
    }
  }
}
