package io.framegauge.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A process that is measured: the product or a bare one.
final class Served implements AutoCloseable {
  private static final String PIPELINE =
      "videotestsrc is-live=true ! video/x-raw,width=64,height=64,framerate=30/1 ! identity"
          + " ! fakesink";
  private static final long DEADLINE_NANOS = 30_000_000_000L;

  private final Process process;
  private final int port;
  private final long startedNanos;

  private Served(List<String> command, int port, Map<String, String> environment)
      throws IOException {
    this.port = port;
    ProcessBuilder builder = new ProcessBuilder(command);
    File log = Setup.scratch().resolve("served-" + port + ".log").toFile();
    builder.redirectErrorStream(true).redirectOutput(log);
    builder.environment().putAll(environment);
    startedNanos = System.nanoTime();
    process = builder.start();
  }

  /// `./framegauge launch` with a small live pipeline.
  static Served product() throws IOException {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(Setup.root().resolve("framegauge").toString());
    command.addAll(List.of("launch", "--name", "bench", "--"));
    command.addAll(List.of(PIPELINE.split(" ", -1)));
    return new Served(command, port, settings(port, freePort()));
  }

  /// `./framegauge adapter buffer` between two endpoints, with room for all that comes.
  static Served buffer(String source, String sink) throws IOException {
    int port = freePort();
    Map<String, String> environment =
        Map.of(
            "WEBSERVER_PORT",
            "" + port,
            "ZMQ_SRC_ENDPOINT",
            "rep+bind:" + source,
            "ZMQ_SINK_ENDPOINT",
            "req+connect:" + sink,
            "BUFFER_PATH",
            Setup.scratch().resolve("buffer-" + port).toString(),
            "BUFFER_LEN",
            "1000000",
            "TELEMETRY_FILE",
            Setup.scratch().resolve("buffer.telemetry").toString());
    String program = Setup.root().resolve("framegauge").toString();
    return new Served(List.of(program, "adapter", "buffer"), port, environment);
  }

  /// [BareProcess].
  static Served bare() throws IOException {
    int port = freePort();
    return new Served(program(BareProcess.class, "" + port, "" + freePort()), port, Map.of());
  }

  /// [BareForwarder] between two endpoints.
  static Served forwarder(String source, String sink) throws IOException {
    return new Served(program(BareForwarder.class, source, sink), freePort(), Map.of());
  }

  /// A program with the flags of the product's launcher and its libraries.
  private static List<String> program(Class<?> program, String... arguments) {
    List<String> command =
        jvm("-XX:+UseCompactObjectHeaders", "-Xms24m", "-XX:NewSize=16m", "-XX:+UseSerialGC");
    command.addAll(List.of("-cp", Setup.app() + "/lib/*:" + Setup.classes()));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /// Any other process that answers scrapes at a port.
  static Served of(List<String> command, int port, Map<String, String> environment)
      throws IOException {
    return new Served(command, port, environment);
  }

  /// The JVM with what the product cannot do without; may be added to.
  static List<String> jvm(String... flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(List.of(flags));
    return command;
  }

  /// The product's settings as environment variables.
  static Map<String, String> settings(int port, int historyPort) throws IOException {
    return Map.of(
        "WEBSERVER_PORT", "" + port,
        "HISTORY_ENDPOINT", "tcp://127.0.0.1:" + historyPort,
        "HISTORY_STREAM_ENDPOINT", "tcp://127.0.0.1:" + freePort(),
        "TELEMETRY_FILE", Setup.scratch().resolve("served.telemetry").toString());
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// Scrapes until it is answered; milliseconds since the process was started.
  double awaitScrape() throws IOException, InterruptedException {
    while (!scrape()) {
      if (!process.isAlive() || System.nanoTime() - startedNanos > DEADLINE_NANOS) {
        throw new IOException("must answer within 30 s, its log is " + log());
      }
      Thread.sleep(1);
    }
    return (System.nanoTime() - startedNanos) / 1e6;
  }

  /// Whether it goes on.
  boolean alive() {
    return process.isAlive();
  }

  /// What it has printed.
  String log() throws IOException {
    return Files.readString(Setup.scratch().resolve("served-" + port + ".log"));
  }

  boolean scrape() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      String request = "GET /metrics HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return answer.startsWith("HTTP/1.1 200");
    } catch (IOException e) {
      return false; // not yet
    }
  }

  /// Resident memory in megabytes.
  double residentMegabytes() throws IOException {
    return megabytes("VmRSS:");
  }

  /// The most resident memory that it had so far, in megabytes.
  double mostMegabytes() throws IOException {
    return megabytes("VmHWM:");
  }

  private double megabytes(String entry) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith(entry))
        .map(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  /// CPU time since its start.
  double cpuSeconds() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
