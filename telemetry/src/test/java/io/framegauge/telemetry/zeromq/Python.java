package io.framegauge.telemetry.zeromq;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A Python process with pyzmq, which is libzmq: the peer that users have.
final class Python implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private Python(Path script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3", script.toString()));
    command.addAll(List.of(arguments));
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    output = process.inputReader(StandardCharsets.UTF_8);
  }

  static Python start(String script, String... arguments) {
    return new Python(Path.of("src/test/resources/zeromq", script), arguments);
  }

  static Python sample(String script, String... arguments) {
    return new Python(Path.of("../samples", script), arguments);
  }

  /// Asks one request after the other with `ask.py` and tells the answers.
  static List<String> ask(String endpoint, String kind, List<List<byte[]>> requests) {
    try (Python python = start("ask.py", endpoint, kind)) {
      requests.forEach(python::send);
      return python.rest();
    }
  }

  /// Hands `ask.py` its next request.
  void send(List<byte[]> frames) {
    write(frames.stream().map(Python::hex).collect(Collectors.joining(" ")));
  }

  static List<byte[]> frames(String... frames) {
    List<byte[]> bytes = new ArrayList<>();
    for (String frame : frames) {
      bytes.add(frame.getBytes(StandardCharsets.UTF_8));
    }
    return bytes;
  }

  private static String hex(byte[] frame) {
    return frame.length == 0 ? "-" : HexFormat.of().formatHex(frame);
  }

  private void write(String line) {
    try {
      process.outputWriter(StandardCharsets.UTF_8).write(line + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends the process a signal, such as STOP.
  void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
      assertThat(kill.waitFor()).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  String line() {
    try {
      return String.valueOf(output.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends the input and tells what is still printed.
  List<String> rest() {
    try {
      process.outputWriter(StandardCharsets.UTF_8).close();
      List<String> lines = output.lines().toList();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("python ended").isTrue();
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  int exitCode() {
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
