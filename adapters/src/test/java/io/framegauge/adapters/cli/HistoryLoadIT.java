package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Records that are cut as fast as frames come, by both threads that cut them, while clients read.
final class HistoryLoadIT {
  private static final int FRAMES = Product.LONG ? 300_000 : 20_000;
  private static final Duration PATIENCE = Duration.ofMinutes(Product.LONG ? 10 : 1);
  private static final int FRAME_PERIOD = 5;
  private static final String NAME = "busy";

  @SuppressWarnings("InlineFormatString") // the module is read as a whole
  private static final String MODULE =
      """
      name: busy
      parameters:
        telemetry:
          metrics: {frame_period: %d, time_period: 0.002, history: 20000, max_stages: 8}
      pipeline:
        launch: >
          videotestsrc pattern=black num-buffers=%d ! video/x-raw,width=16,height=16 ! queue
          ! identity sleep-time=100 ! fakesink
      """;

  @TempDir private Path folder;

  @Test
  void shouldGiveEveryRecordOnceToAReaderAndASubscriber() {
    Product.Start start =
        Product.Start.in(folder).withFile("m.yml", MODULE.formatted(FRAME_PERIOD, FRAMES));
    try (Child subscriber =
            Python.start(folder, "subscribe.py", "", start.ports().streamEndpoint(), NAME);
        Product product = start.with("LOGLEVEL", "WARN").run("run", "m.yml", "--keep-serving");
        Child reader =
            Python.start(folder, "follow.py", "", product.awaitServing().endpoint(), "100")) {
      assertThat(reader.exitCode(PATIENCE)).isZero();
      List<JsonObject> pages =
          reader.outLines().stream()
              .map(line -> JsonParser.parseString(line).getAsJsonObject())
              .toList();
      List<Record> read = pages.stream().flatMap(page -> Record.of(page).stream()).toList();
      product.process().signal("INT");
      Product.Done done = product.done();

      assertThat(done.exitCode()).as("%s", done).isZero();
      assertThat(done.err()).doesNotContain("WARN", "ERROR");
      assertThat(pages).noneMatch(page -> page.get("gap").getAsBoolean());
      assertThat(read.stream().map(Record::id))
          .isEqualTo(LongStream.range(0, read.size()).boxed().toList());
      assertThat(read.stream().filter(each -> each.isOf("frame")).map(Record::frameNo))
          .isEqualTo(
              LongStream.concat(
                      LongStream.rangeClosed(1, FRAMES / FRAME_PERIOD).map(n -> n * FRAME_PERIOD),
                      LongStream.of(FRAMES)) // the last record comes after that of the last period
                  .boxed()
                  .toList());
      assertThat(read.stream().filter(each -> each.isOf("timestamp")).count()).isGreaterThan(50);
      assertStreamed(subscriber, read.getLast().id());
    }
  }

  private static void assertStreamed(Child subscriber, long lastId) {
    List<Long> ids =
        subscriber.outLines().stream()
            .skip(1)
            .map(line -> line.substring(NAME.length() + 1))
            .map(json -> new Record(JsonParser.parseString(json).getAsJsonObject()).id())
            .toList();
    assertThat(ids).isEqualTo(LongStream.rangeClosed(ids.getFirst(), lastId).boxed().toList());
  }
}
