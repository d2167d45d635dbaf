package io.framegauge.adapters.top;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Shows the stages of a module: live on a terminal, or once as text. One thread; any thread may
/// stop it.
public final class Top {
  private static final int COLUMNS_OF_A_PIPE = 80;
  private static final long INTERVAL_MILLIS = 1000;

  private final Watch watch;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /// @param looks asked once a second
  public Top(Looks looks) {
    watch = new Watch(looks, System::nanoTime);
  }

  /// Ends it soon, with the terminal as it was.
  public void stop() {
    stopped.countDown();
  }

  /// Writes the module once, in at most 80 columns, without colour: after two looks a second apart,
  /// which rates need.
  ///
  /// @throws NoLookException if nothing is to be seen
  public void once(PrintWriter out) {
    watch.require();
    if (pause()) {
      watch.look();
    }
    new Page(watch.seen(), Order.PIPELINE, COLUMNS_OF_A_PIPE)
        .whole()
        .forEach(line -> out.print(line.text() + "\n"));
    out.flush();
  }

  /// Shows the module on the terminal until the user quits or it is stopped. A module that is not
  /// there is looked for again and again.
  ///
  /// @return false when the terminal cannot move its cursor, so that nothing was shown
  public boolean live() {
    return Screen.open().map(this::live).orElse(false);
  }

  /// The screen has a thread of its own: when a signal ends the process, JLine leaves it waiting
  /// for a key for ever.
  private boolean live(Screen screen) {
    try (screen) {
      daemon("framegauge-looks", this::lookOnAndOn).start();
      daemon("framegauge-screen", () -> screen.show(watch)).start();
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stop();
    }
    rethrow();
    return true;
  }

  private Thread daemon(String name, Runnable work) {
    Runnable ending =
        () -> {
          try {
            work.run();
          } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
          } finally {
            stop();
          }
        };
    return Thread.ofPlatform().name(name).daemon().unstarted(ending);
  }

  private void rethrow() {
    Throwable failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("the view failed", failed);
    }
  }

  private void lookOnAndOn() {
    do {
      watch.look();
    } while (pause());
  }

  /// False when it was stopped meanwhile.
  private boolean pause() {
    try {
      return !stopped.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
