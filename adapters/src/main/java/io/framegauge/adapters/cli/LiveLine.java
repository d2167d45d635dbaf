package io.framegauge.adapters.cli;

import io.framegauge.telemetry.Telemetry;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One line at the bottom of a terminal that tells how far a run is; nothing on a pipe. What else
/// is written to standard error meanwhile takes its place, and the line comes back below.
final class LiveLine {
  private static final int PERIOD_MILLIS = 1000;
  private static final byte[] CLEAR = "\r\u001b[K".getBytes(StandardCharsets.US_ASCII);

  private final Telemetry telemetry;
  private final PrintStream terminal;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private boolean shown;

  private LiveLine(Telemetry telemetry, PrintStream terminal) {
    this.telemetry = telemetry;
    this.terminal = terminal;
    thread = Thread.ofPlatform().name("framegauge-line").daemon().unstarted(this::run);
  }

  /// Shows the line if standard error is a terminal.
  static LiveLine start(Telemetry telemetry) {
    LiveLine line = new LiveLine(telemetry, System.err);
    if (Terminal.isError()) {
      System.setErr(new PrintStream(line.new Others(), true, StandardCharsets.UTF_8));
      line.thread.start();
    }
    return line;
  }

  private void run() {
    long frames = 0;
    long before = System.nanoTime();
    try {
      while (!closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        long now = System.nanoTime();
        long left = telemetry.framesLeft();
        show(
            String.format(
                Locale.ROOT,
                "%,d frames, %.1f fps",
                left,
                (left - frames) / ((now - before) / 1e9)));
        frames = left;
        before = now;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void show(String text) {
    clear();
    terminal.print(text);
    terminal.flush();
    shown = true;
  }

  private synchronized void clear() {
    if (shown) {
      terminal.write(CLEAR, 0, CLEAR.length);
      terminal.flush();
      shown = false;
    }
  }

  /// Clears the line, and gives standard error back.
  void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    clear();
    System.setErr(terminal);
  }

  /// What everybody else writes to standard error.
  private final class Others extends OutputStream {
    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      synchronized (LiveLine.this) {
        clear();
        terminal.write(bytes, offset, length);
        terminal.flush();
      }
    }
  }
}
