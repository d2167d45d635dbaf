package io.framegauge.telemetry.zeromq;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
  private final RareLog failures = new RareLog(LOG::warn, System::nanoTime);

  IoThreads(String name) {
    this.name = name;
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

  /// A failure that the poll loop survives; a hostile peer can cause any number of them.
  void survived(Throwable failure) {
    failures.say(name + ": a peer sent what ZeroMQ could not handle: " + failure);
  }
}
