package io.framegauge.telemetry.zeromq;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A process with nothing but the two servers: prints their endpoints and ends with its input.
final class SmallHeapServer {
  private SmallHeapServer() {}

  public static void main(String[] arguments) throws IOException {
    MemoryHistory history = MemoryHistory.of(100, 3);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (HistoryServer server =
            HistoryServer.start("tcp://127.0.0.1:*", history, () -> MemoryHistory.info("r1"));
        HistoryPublisher publisher =
            HistoryPublisher.start("tcp://127.0.0.1:*", history, "city-traffic", "r1");
        Records records = Records.every(history, Duration.ofMillis(20))) {
      out.println(server.endpoint());
      out.println(publisher.endpoint());
      while (System.in.read() >= 0 && records.isAdding()) {
        // goes on
      }
    }
  }
}
