package io.framegauge.telemetry.zeromq;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Adds records to a history until it is closed.
final class Records implements AutoCloseable {
  private final Thread thread;

  private Records(Thread thread) {
    this.thread = thread;
  }

  static Records every(MemoryHistory history, Duration pause) {
    return new Records(
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              while (!Thread.currentThread().isInterrupted()) {
                history.add(1);
                LockSupport.parkNanos(pause.toNanos());
              }
            }));
  }

  boolean isAdding() {
    return thread.isAlive();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
