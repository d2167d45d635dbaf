package io.framegauge.telemetry;

import io.framegauge.telemetry.counter.LiveCounters;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Writes into the telemetry memory, some times a second, that the process is there. A thread of
/// its own: it goes on whatever queues, plugins and records do, and after the end of stream.
final class Heartbeat implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(200);

  private final LiveCounters counters;
  private final Thread thread;
  private volatile boolean stopped;

  private Heartbeat(LiveCounters counters) {
    this.counters = counters;
    this.thread = Thread.ofPlatform().name("framegauge-heartbeat").daemon().unstarted(this::run);
  }

  static Heartbeat start(LiveCounters counters) {
    Heartbeat heartbeat = new Heartbeat(counters);
    heartbeat.thread.start();
    return heartbeat;
  }

  private void run() {
    while (!stopped) {
      counters.beat(System.currentTimeMillis(), System.nanoTime());
      LockSupport.parkNanos(this, INTERVAL.toNanos());
    }
  }

  /// Writes the last one.
  @Override
  public void close() {
    stopped = true;
    LockSupport.unpark(thread);
    try {
      thread.join(INTERVAL.multipliedBy(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    counters.closed(System.currentTimeMillis());
  }
}
