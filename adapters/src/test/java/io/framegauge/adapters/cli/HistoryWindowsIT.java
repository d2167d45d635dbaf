package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `samples/history_windows.py` beside a module whose two threads cut records.
final class HistoryWindowsIT {
  private static final String MODULE =
      """
      name: windows
      parameters:
        telemetry:
          metrics: {frame_period: 2, time_period: 0.005, history: 10000, max_stages: 8}
      pipeline:
        launch: >
          videotestsrc is-live=true num-buffers=300 ! video/x-raw,width=16,height=16,framerate=100/1
          ! queue ! fakesink
      """;

  @TempDir private Path folder;

  @Test
  void shouldPrintEveryRecordOfARunOnce() {
    Product.Start start = Product.Start.in(folder).withFile("m.yml", MODULE);
    try (Product product = start.run("run", "m.yml", "--keep-serving")) {
      product.awaitServing();
      String sample = Product.HOME.resolve("samples/history_windows.py").toString();
      try (Child reader =
          Child.start(
              folder, Map.of(), List.of("/usr/bin/python3", sample, product.ports().endpoint()))) {
        product.awaitState("ended", Child.PATIENCE);
        long newest = newest(product.ports());
        Await.until(
            "the last record is printed",
            Child.PATIENCE,
            () -> reader.outLines().stream().anyMatch(line -> line.startsWith(newest + " ")),
            reader::toString);
        assertThat(reader.outLines().stream().map(line -> Long.valueOf(line.split(" ", 2)[0])))
            .containsExactlyInAnyOrderElementsOf(
                LongStream.rangeClosed(0, newest).boxed().toList());
        assertThat(newest).isGreaterThan(400);
      }
    }
  }

  private long newest(Ports ports) {
    String info =
        Python.linesOf(folder, "ask.py", "{\"query\": \"info\"}", ports.endpoint(), "req")
            .getFirst();
    JsonObject answer = JsonParser.parseString(info).getAsJsonObject();
    return answer.get("newest_id").getAsLong();
  }
}
