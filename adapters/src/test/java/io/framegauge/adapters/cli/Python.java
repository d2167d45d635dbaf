package io.framegauge.adapters.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The scripts beside the tests, run by the system's Python: it has libzmq and a strict OpenMetrics
/// parser, neither of which has a line in common with the product.
public final class Python {
  private static final String INTERPRETER = "/usr/bin/python3";

  private Python() {}

  /// Starts a script.
  ///
  /// @param folder where the script and its output are put
  /// @param input what the script reads
  public static Child start(Path folder, String script, String input, String... arguments) {
    return start(folder, List.of(), script, input, arguments);
  }

  /// Starts a script.
  ///
  /// @param before a command that starts it
  static Child start(
      Path folder, List<String> before, String script, String input, String... arguments) {
    List<String> command = new ArrayList<>(before);
    command.addAll(List.of(INTERPRETER, unpacked(folder, script).toString()));
    command.addAll(List.of(arguments));
    return Child.start(folder, Map.of("PYTHONUNBUFFERED", "1"), command, input);
  }

  /// Runs a script to its end and answers the lines it printed.
  public static List<String> linesOf(
      Path folder, String script, String input, String... arguments) {
    try (Child child = start(folder, script, input, arguments)) {
      if (child.exitCode() != 0) {
        throw new AssertionError("exit code " + child.exitCode() + " of " + child);
      }
      return child.outLines();
    }
  }

  private static Path unpacked(Path folder, String script) {
    Path file = folder.resolve(script);
    try (InputStream in = Python.class.getResourceAsStream(script)) {
      if (in == null) {
        throw new IllegalStateException("no such script: " + script);
      }
      Files.write(file, in.readAllBytes());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
