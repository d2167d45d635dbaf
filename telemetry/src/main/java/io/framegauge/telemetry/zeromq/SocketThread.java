package io.framegauge.telemetry.zeromq;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One daemon platform thread that owns one socket from opening to closing, and opens another on
/// the same endpoint when it breaks.
final class SocketThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SocketThread.class);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);
  private static final long RETRY_NANOS = 200_000_000L;
  private static final int ATTEMPTS_PER_LOG = 300;

  /// What the thread does with its socket.
  interface Duty {
    /// One turn; returns within about 100 ms.
    void work(Transport transport);

    /// The last turn, within about half a second.
    void finish(Transport transport);
  }

  private final Function<Endpoint, Transport> opener;
  private final Duty duty;
  private final CompletableFuture<Endpoint> opened = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean stopping;

  private SocketThread(
      String name, Endpoint endpoint, Function<Endpoint, Transport> opener, Duty duty) {
    this.opener = opener;
    this.duty = duty;
    thread = Thread.ofPlatform().daemon().name(name).unstarted(() -> run(endpoint));
  }

  /// Starts the thread and waits until its socket is open.
  ///
  /// @throws HistoryException if it cannot be opened; then nothing is left
  static SocketThread start(
      String name, Endpoint endpoint, Function<Endpoint, Transport> opener, Duty duty) {
    SocketThread started = new SocketThread(name, endpoint, opener, duty);
    started.thread.start();
    started.endpoint();
    return started;
  }

  Endpoint endpoint() {
    try {
      return opened.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof HistoryException refused) {
        throw refused;
      }
      throw e;
    }
  }

  /// Ends a pause of the duty. Any thread, cheap.
  void wake() {
    LockSupport.unpark(thread);
  }

  private void run(Endpoint asked) {
    Transport transport;
    try {
      transport = opener.apply(asked);
    } catch (Throwable e) {
      opened.completeExceptionally(e);
      return;
    }
    Endpoint bound = transport.endpoint();
    opened.complete(bound);
    Optional<Transport> next = Optional.of(transport);
    while (next.isPresent() && !serve(next.get())) {
      LOG.error("the socket broke and is opened anew: {}={}", bound.key(), bound);
      next = reopened(bound);
    }
  }

  /// Works until told to stop (true) or until the socket breaks (false), and closes it.
  private boolean serve(Transport transport) {
    try (transport) {
      while (!stopping && !transport.failed()) {
        duty.work(transport);
      }
      if (stopping) {
        duty.finish(transport);
      }
      return stopping;
    } catch (Throwable e) {
      // Whatever it is, a pipeline is running in this process and shall go on doing so.
      LOG.error("history thread {} failed", thread.getName(), e);
      return false;
    }
  }

  /// Empty when told to stop before it could be opened.
  private Optional<Transport> reopened(Endpoint bound) {
    for (int attempt = 0; !stopping; attempt++) {
      try {
        return Optional.of(opener.apply(bound));
      } catch (RuntimeException e) {
        if (attempt % ATTEMPTS_PER_LOG == 0) {
          LOG.warn("the socket cannot be opened yet: {}", e.getMessage());
        }
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    stopping = true;
    wake();
    try {
      if (!thread.join(CLOSE_WAIT)) {
        LOG.warn("history thread {} did not end within {}", thread.getName(), CLOSE_WAIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
