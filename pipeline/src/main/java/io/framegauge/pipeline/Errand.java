package io.framegauge.pipeline;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Something that may never end, on a daemon thread of its own, so that it can be left behind.
final class Errand {
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final Thread thread;

  private Errand(String threadName, Runnable task) {
    thread = Thread.ofPlatform().name(threadName).daemon().unstarted(() -> run(task));
  }

  static Errand start(String threadName, Runnable task) {
    Errand errand = new Errand(threadName, task);
    errand.thread.start();
    return errand;
  }

  private void run(Runnable task) {
    try {
      task.run();
      done.complete(null);
    } catch (Throwable thrown) { // for whoever waits
      done.completeExceptionally(thrown);
    }
  }

  /// Completes at the end, also when it fails.
  CompletableFuture<Void> end() {
    return done;
  }

  /// Waits for the end.
  ///
  /// @return whether it has come
  boolean endsWithin(Duration patience) {
    try {
      done.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      return true; // told by failure()
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return true;
  }

  /// What it threw, if it has ended so.
  Optional<Throwable> failure() {
    return done.isCompletedExceptionally() ? Optional.of(done.exceptionNow()) : Optional.empty();
  }

  /// Interrupts what it waits for.
  void interrupt() {
    thread.interrupt();
  }
}
