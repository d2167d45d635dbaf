package io.framegauge.telemetry.zeromq;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The threads of a JeroMQ context: daemons that outlive what would end them.
///
/// An I/O thread that dies takes its context along: every socket goes silent, its port stays taken
/// and closing hangs for ever. JeroMQ's poll loop can be entered again, so this does just that and
/// reports the death; the owner then closes the context in good order and opens another.
final class IoThreads {
  private static final Logger LOG = LoggerFactory.getLogger(IoThreads.class);
  private static final int MAX_DEATHS = 100;

  private final String name;
  private final List<Thread> created = new CopyOnWriteArrayList<>();
  private volatile boolean failed;
  private volatile boolean closing;
  private final RareLog failures;

  IoThreads(String name) {
    this(name, new RareLog(LOG::warn, System::nanoTime));
  }

  /// @param failures takes what the poll loop survives
  IoThreads(String name, RareLog failures) {
    this.name = name;
    this.failures = failures;
  }

  boolean failed() {
    return failed;
  }

  Thread create(Runnable pollLoop, String role) {
    Thread thread = new Thread(() -> run(pollLoop), name + "-" + role);
    thread.setDaemon(true);
    created.add(thread);
    return thread;
  }

  /// Waits for the end of the threads, which comes right after that of their context.
  void join() throws InterruptedException {
    for (Thread thread : created) {
      thread.join();
    }
  }

  private void run(Runnable pollLoop) {
    for (int deaths = 0; deaths < MAX_DEATHS; deaths++) {
      try {
        pollLoop.run();
        return;
      } catch (Throwable death) {
        failed = true;
        LOG.error("{}: a thread of ZeroMQ died, it is started anew", name, death);
      }
    }
  }

  /// Their context is about to be closed. JeroMQ then closes channels that another of its threads
  /// may just be about to wait for; that is part of every end and worth no word.
  void closing() {
    closing = true;
  }

  /// A failure that the poll loop survives; a hostile peer can cause any number of them.
  void survived(Throwable failure) {
    boolean closed = has(failure, IoThreads::isClosed);
    if (closed && closing) {
      return;
    }
    // a failed channel is no more the peer's doing than the network's or the machine's
    String what =
        closed || has(failure, IOException.class::isInstance)
            ? ": a channel of ZeroMQ failed, it goes on: "
            : ": a peer sent what ZeroMQ could not handle: ";
    failures.say(name + what + failure);
  }

  /// JeroMQ wraps what the JDK throws.
  private static boolean has(Throwable failure, Predicate<Throwable> kind) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(kind);
  }

  private static boolean isClosed(Throwable failure) {
    return failure instanceof ClosedChannelException
        || failure instanceof ClosedSelectorException
        || failure instanceof CancelledKeyException;
  }
}
