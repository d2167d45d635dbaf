package io.framegauge.adapters.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// What standard output and standard error are connected to. Text for them is UTF-8 whatever the
/// locale: JSON has to be, and a container's locale is mostly unset.
final class Terminal {
  // of stat(2)
  private static final int KIND = 0170000;
  private static final int PIPE = 0010000;
  private static final int SOCKET = 0140000;

  private Terminal() {}

  /// Whether somebody watches standard output.
  static boolean isOutput() {
    return isTerminal("/proc/self/fd/1");
  }

  /// Whether somebody watches standard error. The JDK tells it of both streams together only.
  static boolean isError() {
    return isTerminal("/proc/self/fd/2");
  }

  /// Whether somebody watches standard output and has a keyboard at standard input.
  static boolean isWatched() {
    return isOutput() && isTerminal("/proc/self/fd/0");
  }

  /// Whether colour is wanted where there is a terminal.
  static boolean wantsColour() {
    String no = System.getenv("NO_COLOR");
    return (no == null || no.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
  }

  /// Whether standard output ends at a reader, and not in a file: a process at the other end of a
  /// pipe or a socket, or somebody at a terminal. Writing there fails when they are gone; the words
  /// for it depend on the user's language. Where it is closed nobody wants it.
  static boolean isOutputRead() {
    if (isOutput()) {
      return true;
    }
    try {
      Object mode = Files.getAttribute(Path.of("/proc/self/fd/1"), "unix:mode");
      int kind = (Integer) mode & KIND;
      return kind == PIPE || kind == SOCKET;
    } catch (IOException e) {
      return true;
    }
  }

  /// Standard error as UTF-8.
  static PrintWriter error() {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(FileDescriptor.err), StandardCharsets.UTF_8),
        true);
  }

  private static boolean isTerminal(String descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of(descriptor)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
