package io.framegauge.adapters.top;

import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOError;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.AbstractPosixTerminal;
import org.jline.terminal.spi.Pty;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Curses;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/// The terminal while the module is shown on it: its other screen, without a cursor and without
/// echo. Closing gives it back as it was.
final class Screen implements AutoCloseable {
  private static final long KEY_MILLIS = 250;
  private static final long READER_MILLIS = 4 * KEY_MILLIS;
  private static final int USUAL_COLUMNS = 80;
  private static final int USUAL_ROWS = 24;

  private final Terminal terminal;
  private final Pty pty;
  private final Attributes before;
  private final ReentrantLock reading = new ReentrantLock();

  /// The terminal once more, for when JLine has closed it because the process ends.
  private final OutputStream spare;

  private final byte[] restoring;
  private final Display display;
  private Size size = new Size(0, 0);
  private volatile boolean resized = true;
  private volatile boolean closed;

  private Screen(AbstractPosixTerminal terminal, OutputStream spare) {
    this.terminal = terminal;
    pty = terminal.getPty();
    this.spare = spare;
    display = new Display(terminal, true);
    restoring =
        (text(Capability.cursor_normal) + text(Capability.exit_ca_mode))
            .getBytes(StandardCharsets.US_ASCII);
    before = terminal.enterRawMode();
    Attributes keys = terminal.getAttributes();
    // Ctrl-C comes as a key like any other, so that it finds the terminal in no other state.
    keys.setLocalFlag(Attributes.LocalFlag.ISIG, false);
    terminal.setAttributes(keys);
    terminal.handle(Terminal.Signal.WINCH, signal -> resized = true);
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.cursor_invisible);
  }

  /// The terminal of this process, handled with `stty`, which keeps what it does not know; empty
  /// when there is none that can move its cursor.
  static Optional<Screen> open() {
    Terminal terminal;
    try {
      terminal =
          TerminalBuilder.builder()
              .system(true)
              .provider(TerminalBuilder.PROP_PROVIDER_EXEC)
              .dumb(false)
              .encoding(StandardCharsets.UTF_8)
              .build();
    } catch (IOException | IllegalStateException e) {
      return Optional.empty();
    }
    if (terminal.getStringCapability(Capability.cursor_address) == null) {
      close(terminal);
      return Optional.empty();
    }
    try {
      if (terminal instanceof AbstractPosixTerminal real) {
        return Optional.of(new Screen(real, new FileOutputStream("/dev/tty")));
      }
    } catch (FileNotFoundException e) {
      // none of its own
    }
    close(terminal);
    return Optional.empty();
  }

  private String text(Capability capability) {
    String code = terminal.getStringCapability(capability);
    if (code == null) {
      return "";
    }
    StringWriter text = new StringWriter();
    Curses.tputs(text, code);
    return text.toString();
  }

  /// Shows what is seen, until the user quits or the terminal is gone.
  void show(Watch watch) {
    Keys keys = new Keys(terminal.reader());
    try {
      do {
        draw(watch.seen(), keys);
      } while (read(keys));
    } catch (IOException | IOError e) {
      // Its user has closed the terminal, or the process is ending.
      return;
    }
  }

  /// Reading sets the terminal's attributes, too, so nobody may begin it when they are given back.
  private boolean read(Keys keys) throws IOException {
    reading.lock();
    try {
      return !closed && keys.read(KEY_MILLIS);
    } finally {
      reading.unlock();
    }
  }

  private synchronized void draw(Seen seen, Keys keys) {
    if (closed) {
      return;
    }
    if (resized) {
      resized = false;
      size = size();
      display.resize(size.getRows(), size.getColumns());
      display.clear();
    }
    int rows = seen.newest().map(look -> look.counts().stages().size()).orElse(0);
    keys.scrollsOver(rows, Page.room(size.getRows()));
    // The last column stays free: what is written there makes some terminals go to the next line.
    int width = Math.max(1, size.getColumns() - 1);
    List<Line> page = new Page(seen, keys.order(), width).part(size.getRows(), keys.first());
    display.update(page.stream().map(Screen::styled).toList(), 0);
  }

  /// A terminal that does not know its size is taken for one of the usual size.
  private Size size() {
    Size told = terminal.getSize();
    return new Size(
        told.getColumns() > 0 ? told.getColumns() : USUAL_COLUMNS,
        told.getRows() > 0 ? told.getRows() : USUAL_ROWS);
  }

  private static AttributedString styled(Line line) {
    AttributedStyle plain = AttributedStyle.DEFAULT;
    return new AttributedString(
        line.text(),
        switch (line.kind()) {
          case TITLE -> plain.bold();
          case ALERT -> plain.bold().inverse();
          case HEADER -> plain.underline();
          case NOTE, KEYS, OLD_ROW -> plain.faint();
          case ROW -> plain;
        });
  }

  /// Any thread, also in the middle of a key, and also when JLine has closed the terminal because
  /// the process ends.
  @Override
  public void close() {
    closed = true;
    awaitReader();
    giveBack();
  }

  /// When JLine has closed the terminal in the middle of a read, that waits for a key, and sets no
  /// attributes any more: then it is not waited for.
  private void awaitReader() {
    try {
      if (reading.tryLock(READER_MILLIS, TimeUnit.MILLISECONDS)) {
        reading.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void giveBack() {
    try {
      pty.setAttr(before); // which the terminal does not do once it is closed
      terminal.flush();
    } catch (IOException | IOError e) {
      // the terminal is gone
    }
    try (spare) {
      spare.write(restoring);
    } catch (IOException e) {
      // the terminal is gone
    }
    close(terminal);
  }

  private static void close(Terminal terminal) {
    try {
      terminal.close();
    } catch (IOException | IOError e) {
      // then it is closed
    }
  }
}
