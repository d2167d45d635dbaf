package io.framegauge.adapters.top;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOError;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Curses;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/// The terminal while the module is shown on it: its other screen, without a cursor and without
/// echo. Closing gives it back as it was.
final class Screen implements AutoCloseable {
  private static final long KEY_MILLIS = 250;

  private final Terminal terminal;
  private final Attributes before;
  private final byte[] restoring;
  private final Display display;
  private Size size = new Size(0, 0);

  private Screen(Terminal terminal) {
    this.terminal = terminal;
    display = new Display(terminal, true);
    restoring =
        (text(Capability.cursor_normal) + text(Capability.exit_ca_mode))
            .getBytes(StandardCharsets.US_ASCII);
    before = terminal.enterRawMode();
    Attributes keys = terminal.getAttributes();
    // Ctrl-C comes as a key like any other, so that it finds the terminal in no other state.
    keys.setLocalFlag(Attributes.LocalFlag.ISIG, false);
    terminal.setAttributes(keys);
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.cursor_invisible);
  }

  /// The terminal of this process; empty when there is none that can move its cursor.
  static Optional<Screen> open() {
    Terminal terminal;
    try {
      terminal =
          TerminalBuilder.builder()
              .system(true)
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
    return Optional.of(new Screen(terminal));
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

  /// Shows what is seen, until the user quits, the terminal is gone, or it is told to end.
  void show(Watch watch, BooleanSupplier ended) {
    Keys keys = new Keys(terminal.reader());
    try {
      boolean goesOn = true;
      while (goesOn && !ended.getAsBoolean()) {
        draw(watch.seen(), keys);
        goesOn = keys.read(KEY_MILLIS);
      }
    } catch (IOException | IOError e) {
      // Its user has closed the terminal, or a signal is ending the process.
      return;
    }
  }

  private void draw(Seen seen, Keys keys) {
    Size now = terminal.getSize();
    if (!now.equals(size)) {
      size = new Size(now.getColumns(), now.getRows());
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

  /// Also after somebody else has closed the terminal, as JLine does when the process ends.
  @Override
  public void close() {
    try {
      terminal.setAttributes(before);
      terminal.flush();
    } catch (IOError e) {
      // it is closed: then its attributes are as they were
    }
    try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      out.write(restoring);
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
