package io.framegauge.adapters.cli;

import io.framegauge.telemetry.Telemetry;
import java.io.Console;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One line at the bottom of a terminal that tells how far a run is; nothing on a pipe.
final class LiveLine {
  private static final long PERIOD_NANOS = 1_000_000_000;
  private static final String CLEAR = "\r\u001b[K";

  private final Telemetry telemetry;
  private final @Nullable Thread thread;
  private volatile boolean closed;

  private LiveLine(Telemetry telemetry, boolean terminal) {
    this.telemetry = telemetry;
    this.thread =
        terminal ? Thread.ofPlatform().name("framegauge-line").daemon().unstarted(this::run) : null;
  }

  static LiveLine start(Telemetry telemetry) {
    Console console = System.console();
    LiveLine line = new LiveLine(telemetry, console != null && console.isTerminal());
    if (line.thread != null) {
      line.thread.start();
    }
    return line;
  }

  private void run() {
    long frames = 0;
    long before = System.nanoTime();
    while (!closed) {
      LockSupport.parkNanos(this, PERIOD_NANOS);
      long now = System.nanoTime();
      long left = telemetry.framesLeft();
      System.err.printf(
          Locale.ROOT,
          "%s%,d frames, %.1f fps",
          CLEAR,
          left,
          (left - frames) / ((now - before) / 1e9));
      System.err.flush();
      frames = left;
      before = now;
    }
    System.err.print(CLEAR);
  }

  /// Clears the line.
  void close() {
    closed = true;
    if (thread != null) {
      LockSupport.unpark(thread);
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
