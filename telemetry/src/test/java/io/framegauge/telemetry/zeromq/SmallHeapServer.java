package io.framegauge.telemetry.zeromq;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;

/// The two servers in a process of their own with 64 MiB of heap, which ends at once when memory
/// does not suffice.
final class SmallHeapServer implements AutoCloseable {
  private final Process process;
  private final String endpoint;
  private final String streamEndpoint;

  private SmallHeapServer(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:MaxDirectMemorySize=16m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeapServer.class.getName()));
    command.addAll(List.of(arguments));
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      endpoint = String.valueOf(out.readLine());
      streamEndpoint = String.valueOf(out.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SmallHeapServer start() {
    return new SmallHeapServer();
  }

  static SmallHeapServer startWith(Certificates keys) {
    return new SmallHeapServer(keys.folder().toString());
  }

  String endpoint() {
    return endpoint;
  }

  String streamEndpoint() {
    return streamEndpoint;
  }

  void requireAnswer(Optional<ClientKeys> keys) {
    Assertions.assertThat(process.isAlive()).isTrue();
    try (HistoryClient client = HistoryClient.connect(endpoint, Duration.ofSeconds(20), keys)) {
      Assertions.assertThat(client.latest(1).run()).isEqualTo("r1");
    }
  }

  /// Ends it, which must go without an error.
  @Override
  public void close() {
    try {
      process.outputWriter().close();
      Assertions.assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ended").isTrue();
      Assertions.assertThat(process.exitValue()).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      process.destroyForcibly();
    }
  }

  /// In that process: prints the endpoints and ends with its input. With keys if it is given a
  /// folder of them.
  public static void main(String[] arguments) throws IOException {
    HistoryServerConfig open =
        new HistoryServerConfig(
            true, "tcp://127.0.0.1:*", "tcp://127.0.0.1:*", false, Optional.empty());
    HistoryServerConfig config =
        arguments.length == 0 ? open : new Certificates(Path.of(arguments[0])).config();
    MemoryHistory history = MemoryHistory.of(100, 3);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (HistoryServer server =
            HistoryServer.start(config, history, () -> MemoryHistory.info("r1"));
        HistoryPublisher publisher = HistoryPublisher.start(config, history, "city-traffic", "r1");
        Records records = Records.every(history, Duration.ofMillis(20))) {
      out.println(server.endpoint());
      out.println(publisher.endpoint());
      while (System.in.read() >= 0 && records.isAdding()) {
        // goes on
      }
    }
  }
}
