package io.framegauge.telemetry.zeromq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A Python program with pyzmq (Debian package python3-zmq) as a process of its own.
final class Python implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 30;

  private final Process process;
  private final BufferedReader output;

  private Python(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-u"));
    command.addAll(arguments);
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  /// Starts a program that is given as text.
  static Python start(String program, String... arguments) throws IOException {
    return new Python(Stream.concat(Stream.of("-c", program), Stream.of(arguments)).toList());
  }

  /// Starts a program that is a file.
  static Python startFile(String file, String... arguments) throws IOException {
    return new Python(Stream.concat(Stream.of(file), Stream.of(arguments)).toList());
  }

  /// The next line that it prints; the end of its output fails the test.
  String line() throws IOException {
    String line = output.readLine();
    assertThat(line).as("the next line of the Python program").isNotNull();
    return String.valueOf(line);
  }

  /// The next lines that it prints.
  List<String> lines(int count) throws IOException {
    List<String> lines = new ArrayList<>();
    while (lines.size() < count) {
      lines.add(line());
    }
    return lines;
  }

  /// What it prints until it ends with exit code 0.
  List<String> rest() throws IOException, InterruptedException {
    List<String> lines = output.lines().toList();
    assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s", lines).isZero();
    return lines;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
