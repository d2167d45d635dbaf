package io.framegauge.adapters.buffer;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/// What a thread does about failures that pass: tells the first at once and the others now and
/// then, waits a little, and tells when it is over. Ends early when the buffer is to stop.
final class Pause {
  private static final long MILLIS = 200;
  private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Logger log;
  private final CountDownLatch stop;
  private boolean failing;
  private long toldNanos;

  /// @param stop is at 0 when the buffer is to stop
  Pause(Logger log, CountDownLatch stop) {
    this.log = log;
    this.stop = stop;
  }

  boolean isOver() {
    return stop.getCount() == 0;
  }

  void failed(String what, Exception why) {
    failed(what + ": " + why.getMessage());
  }

  void failed(String what) {
    long now = System.nanoTime();
    if (!failing || now - toldNanos >= TELL_NANOS) {
      log.warn(what);
      toldNanos = now;
    }
    failing = true;
    try {
      stop.await(MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void succeeded(String what) {
    if (failing) {
      log.info(what);
    }
    failing = false;
  }
}
