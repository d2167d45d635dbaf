package io.framegauge.adapters.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A process of a test: its output is kept in files, and nothing of it is left after [#close].
///
/// Signals act on it whatever the test's own parents ignore, and it sees none of the variables that
/// the product reads but those it is given.
public final class Child implements AutoCloseable {
  /// Long enough for a machine that is busy, too.
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String MARK = "FRAMEGAUGE_TEST_CHILD";
  private static final List<String> OWN_VARIABLES =
      List.of(
          "METRICS_",
          "WEBSERVER_",
          "HISTORY_",
          "TELEMETRY_",
          "ZMQ_",
          "BUFFER_",
          "STATS_",
          "SOURCE",
          "DRAW",
          "NUM_BUFFERS",
          "LOCATION",
          "SYNC_",
          "FRAMERATE",
          "SORT_BY_TIME",
          "CHUNK_SIZE",
          "SKIP_FRAMES",
          "ATTEMPTS");

  private final List<String> command;
  private final Path folder;
  private final String mark;
  private final Process process;

  private Child(List<String> command, Path folder, String mark, Process process) {
    this.command = command;
    this.folder = folder;
    this.mark = mark;
    this.process = process;
  }

  /// Starts a command in a folder that exists, with an empty input.
  public static Child start(Path folder, Map<String, String> environment, List<String> command) {
    return start(folder, environment, command, "");
  }

  /// Starts a command in a folder that exists.
  ///
  /// @param input what it reads
  public static Child start(
      Path folder, Map<String, String> environment, List<String> command, String input) {
    String mark = UUID.randomUUID().toString();
    List<String> whole = new ArrayList<>(List.of("env", "--default-signal=INT,TERM"));
    whole.addAll(command);
    try {
      Path kept = Files.createTempDirectory(folder, "child-");
      ProcessBuilder builder =
          new ProcessBuilder(whole)
              .directory(folder.toFile())
              .redirectInput(Files.writeString(kept.resolve("in"), input).toFile())
              .redirectOutput(kept.resolve("out").toFile())
              .redirectError(kept.resolve("err").toFile());
      builder
          .environment()
          .keySet()
          .removeIf(name -> OWN_VARIABLES.stream().anyMatch(name::startsWith));
      builder.environment().putAll(environment);
      builder.environment().put(MARK, mark);
      return new Child(command, kept, mark, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs a command to its end and answers what it wrote to its standard output; anything but exit
  /// code 0 fails the test.
  public static String outputOf(
      Path folder, Map<String, String> environment, List<String> command) {
    try (Child child = start(folder, environment, command)) {
      if (child.exitCode() != 0) {
        throw new AssertionError("exit code " + child.exitCode() + " of " + child);
      }
      return child.out();
    }
  }

  /// What it has written to standard output so far.
  public String out() {
    return read("out");
  }

  /// What it has written to standard error so far.
  public String err() {
    return read("err");
  }

  /// The lines it has completed on standard output so far.
  public List<String> outLines() {
    String out = out();
    return out.substring(0, out.lastIndexOf('\n') + 1).lines().toList();
  }

  private String read(String name) {
    try {
      return new String(Files.readAllBytes(folder.resolve(name)), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /// Sends a signal, such as `INT`.
  public void signal(String name) {
    try {
      int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
      if (code != 0) {
        throw new AssertionError("no such process any more: " + this);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Waits for the end.
  public int exitCode() {
    return exitCode(PATIENCE);
  }

  /// Waits for the end.
  public int exitCode(Duration atMost) {
    try {
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("does not end within " + atMost + ": " + this);
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Processes that it started, or that those started, and that still run; itself too.
  public List<Long> left() {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(folder -> folder.getFileName().toString().matches("[0-9]+"))
          .filter(this::isMarked)
          .map(folder -> Long.valueOf(folder.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isMarked(Path process) {
    try {
      byte[] environment = Files.readAllBytes(process.resolve("environ"));
      return new String(environment, StandardCharsets.ISO_8859_1).contains(MARK + "=" + mark);
    } catch (IOException e) {
      return false; // gone meanwhile, or somebody else's
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    left().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    exitCode();
  }

  @Override
  public String toString() {
    return "%s%n--- standard output%n%s--- standard error%n%s".formatted(command, out(), err());
  }
}
