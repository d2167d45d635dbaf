package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// A real terminal without a user: a shell in tmux, whose screen can be read and whose keys can be
/// pressed.
final class TerminalWindow implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final Child server;

  private TerminalWindow(Path folder, Child server) {
    this.folder = folder;
    this.server = server;
  }

  /// Opens a window with a shell.
  ///
  /// @param folder short enough for the name of a socket
  static TerminalWindow open(Path folder, int columns, int rows, Map<String, String> variables) {
    List<String> command =
        List.of(
            "tmux",
            "-S",
            folder.resolve("tmux").toString(),
            "-f",
            "/dev/null",
            "new-session",
            "-d",
            "-x",
            Integer.toString(columns),
            "-y",
            Integer.toString(rows),
            "env PS1='$ ' bash --norc --noprofile");
    Child server = Child.start(folder, variables, command);
    if (server.exitCode() != 0) {
      throw new AssertionError(server.toString());
    }
    return new TerminalWindow(folder, server);
  }

  private String tmux(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("tmux", "-S", folder.resolve("tmux").toString()));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Ends the product that runs in the window by SIGTERM.
  void terminateProduct() {
    server.left().stream()
        .map(ProcessHandle::of)
        .flatMap(Optional::stream)
        .filter(process -> process.info().commandLine().orElse("").contains("cli.Main"))
        .forEach(ProcessHandle::destroy);
  }

  /// Presses keys, in tmux's words.
  void press(String... keys) {
    List<String> arguments = new ArrayList<>(List.of("send-keys"));
    arguments.addAll(List.of(keys));
    tmux(arguments.toArray(String[]::new));
  }

  /// Types a line.
  void type(String line) {
    press("-l", line);
    press("Enter");
  }

  void resize(int columns, int rows) {
    tmux("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows));
  }

  /// What is on the screen.
  List<String> lines() {
    return tmux("capture-pane", "-p").lines().toList();
  }

  /// Waits until the screen is as wanted, and answers it.
  List<String> await(String what, Predicate<List<String>> wanted) {
    Await.until(what, PATIENCE, () -> wanted.test(lines()), () -> String.join("\n", lines()));
    return lines();
  }

  /// Waits until a line of the screen has a text.
  List<String> await(String text) {
    return await(
        "'" + text + "' is on the screen", lines -> lines.stream().anyMatch(l -> l.contains(text)));
  }

  @Override
  public void close() {
    server.close();
  }
}
