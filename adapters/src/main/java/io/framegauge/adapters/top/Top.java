package io.framegauge.adapters.top;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Shows the stages of a module: live on a terminal, or once as text. One thread; any thread may
/// stop it.
public final class Top {
  private static final int COLUMNS_OF_A_PIPE = 80;
  private static final long INTERVAL_MILLIS = 1000;

  private final Watch watch;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /// @param looks asked once a second
  public Top(Looks looks) {
    watch = new Watch(looks, System::nanoTime);
  }

  /// Ends it within a second, with the terminal as it was.
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

  private boolean live(Screen screen) {
    Thread looking =
        Thread.ofPlatform().name("framegauge-top").daemon().unstarted(this::lookOnAndOn);
    try (screen) {
      looking.start();
      screen.show(watch, () -> stopped.getCount() == 0);
    } finally {
      stop();
      looking.interrupt();
    }
    return true;
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
