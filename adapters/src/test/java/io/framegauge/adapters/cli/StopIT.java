package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How a run ends that is asked to, and what it serves after the end of stream.
final class StopIT {
  @TempDir private Path folder;
  private String module;

  @BeforeEach
  void write() {
    module = LiveModule.write(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void shouldWriteTheLastRecordsWhenAskedToStop(String signal) {
    Product.Start start = Product.Start.in(folder);
    try (Child subscriber =
            Python.start(
                folder, "subscribe.py", "", start.ports().streamEndpoint(), LiveModule.NAME);
        Product product = start.run("run", module)) {
      product.awaitState("running", Child.PATIENCE);
      awaitMessage(subscriber, record -> record.isOf("frame") && record.frameNo() >= 20);

      product.process().signal(signal);
      Product.Done done = product.done();

      assertThat(done.exitCode()).as("%s", done).isZero();
      assertThat(done.left()).isEmpty();
      assertThat(done.err()).contains("stopped").doesNotContain("end of stream", "WARN", "ERROR");
      List<Record> records = messages(subscriber);
      List<Record> last = records.subList(records.size() - 2, records.size());
      long frames = Long.parseLong(total(done, "sink"));
      assertThat(last.stream().map(Record::type)).containsExactly("frame", "timestamp");
      assertThat(last.stream().map(Record::frameNo)).containsExactly(frames, frames);
      assertThat(records.stream().map(Record::id))
          .isEqualTo(
              java.util.stream.LongStream.rangeClosed(records.getFirst().id(), last.getLast().id())
                  .boxed()
                  .toList());
    }
  }

  /// Behind a pager that waits, or a terminal that is held, what is logged can be written by
  /// nobody.
  @Test
  void shouldRecordAndStopWhenNobodyReadsTheLog() {
    String unread =
        """
        import fcntl, os, sys
        reader, writer = os.pipe()
        fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4096)
        os.set_inheritable(reader, True)
        os.dup2(writer, 2)
        os.execvp(sys.argv[1], sys.argv[1:])
        """;
    Product.Start start = Product.Start.in(folder).behind(List.of("python3", "-c", unread));
    try (Product product = start.run("run", module)) {
      product.awaitState("running", Child.PATIENCE);
      // 40 lines, while there is room for 30
      Await.until(
          "records by time", Child.PATIENCE, () -> timed(product) >= 120, product::toString);

      product.process().signal("INT");
      Product.Done done = product.done();

      assertThat(done.exitCode()).as("%s", done).isZero();
      assertThat(done.left()).isEmpty();
    }
  }

  /// Frames that the newest record by time tells.
  private static double timed(Product product) {
    return product.scrape().series("frame_counter_total", "record_type", "timestamp").stream()
        .mapToDouble(Samples.Sample::value)
        .findFirst()
        .orElse(0);
  }

  @Test
  void shouldStopWhileItIsStillStarting() {
    try (Product product = Product.Start.in(folder).run("run", module)) {
      product.awaitServing();
      product.process().signal("TERM");
      Product.Done done = product.done();

      assertThat(done.exitCode()).as("%s", done).isZero();
      assertThat(done.left()).isEmpty();
    }
  }

  @Test
  void shouldServeTheLastValuesForSomeSecondsAndEndByItself() {
    try (Product product =
        Product.Start.in(folder).with("NUM_BUFFERS", "15").run("run", module, "--linger", "4")) {
      product.awaitState("ended", Child.PATIENCE);

      Samples samples = product.scrape();
      assertThat(samples.value("frame_counter_total", "record_type", "frame")).isEqualTo(15);
      assertThat(samples.value("framegauge_stage_frames_total", "stage_name", "sink"))
          .isEqualTo(15);
      assertThat(newest(product.ports()).frameNo()).isEqualTo(15);

      Product.Done done = product.done();
      assertThat(done.exitCode()).as("%s", done).isZero();
      assertThat(Web.status(product.ports().page("/status"))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--keep-serving", "--linger=600"})
  void shouldEndAtOnceWhenAskedToStopWhileItServes(String option) {
    try (Product product =
        Product.Start.in(folder).with("NUM_BUFFERS", "15").run("run", module, option)) {
      product.awaitState("ended", Child.PATIENCE);
      assertThat(newest(product.ports()).frameNo()).isEqualTo(15);

      product.process().signal("INT");

      assertThat(product.process().exitCode(Duration.ofSeconds(10))).isZero();
      assertThat(product.process().left()).isEmpty();
    }
  }

  @Test
  void shouldServeWhatAFailedRunMeasured() {
    String failing =
        "videotestsrc num-buffers=50 ! video/x-raw,width=64,height=48 ! identity error-after=20 !"
            + " fakesink name=sink";
    try (Product product =
        Product.Start.in(folder).run("launch", "--keep-serving", "--", failing)) {
      product.awaitState("failed", Child.PATIENCE);
      Samples samples = product.scrape();
      product.process().signal("TERM");

      Product.Done done = product.done();
      assertThat(done.exitCode()).as("%s", done).isEqualTo(1);
      assertThat(done.err()).contains("framegauge: the pipeline failed: identity0: Failed after");
      double frames = samples.value("framegauge_stage_frames_total", "stage_name", "sink");
      assertThat(frames).isBetween(18.0, 20.0);
      assertThat(samples.value("frame_counter_total", "record_type", "frame")).isEqualTo(frames);
    }
  }

  @Test
  void shouldRefuseASecondStartOnTheSamePortsAndLeaveTheFirstAlone() {
    Product.Start start = Product.Start.in(folder);
    try (Product first = start.run("run", module)) {
      first.awaitState("running", Child.PATIENCE);

      List<String> told = start.toEnd("run", module).refusedWith(2);

      assertThat(told)
          .singleElement()
          .asString()
          .startsWith("framegauge: ports already in use: 127.0.0.1:" + start.ports().web());
      assertThat(first.state()).isEqualTo("running");
    }
  }

  @Test
  void shouldRunTwoModulesSideBySide() {
    Product.Start start = Product.Start.in(folder);
    try (Product one = start.run("run", module);
        Product two = start.with(Ports.free()).run("run", module, "--set", "name=other")) {
      one.awaitState("running", Child.PATIENCE);
      two.awaitState("running", Child.PATIENCE);

      assertThat(Web.json(one.ports().page("/status")).get("pipeline_name").getAsString())
          .isEqualTo("live");
      assertThat(Web.json(two.ports().page("/status")).get("pipeline_name").getAsString())
          .isEqualTo("other");
      assertThat(Web.json(one.ports().page("/status")).get("run"))
          .isNotEqualTo(Web.json(two.ports().page("/status")).get("run"));
      assertThat(newest(one.ports()).id()).isNotNegative();
      assertThat(newest(two.ports()).id()).isNotNegative();
    }
  }

  private Record newest(Ports ports) {
    String query = "{\"query\": \"latest\", \"count\": 1}";
    String answer = Python.linesOf(folder, "ask.py", query, ports.endpoint(), "req").getFirst();
    return Record.of(JsonParser.parseString(answer).getAsJsonObject()).getFirst();
  }

  private static void awaitMessage(Child subscriber, Predicate<Record> wanted) {
    Await.until(
        "the subscriber has a record",
        Child.PATIENCE,
        () -> messages(subscriber).stream().anyMatch(wanted),
        subscriber::toString);
  }

  private static List<Record> messages(Child subscriber) {
    return subscriber.outLines().stream()
        .skip(1)
        .map(line -> line.substring(LiveModule.NAME.length() + 1))
        .map(json -> new Record(JsonParser.parseString(json).getAsJsonObject()))
        .toList();
  }

  /// The frames of a stage in the table of totals.
  private static String total(Product.Done done, String stage) {
    return done.out()
        .lines()
        .filter(line -> line.startsWith(stage + " "))
        .map(line -> line.split(" +", -1)[2])
        .findFirst()
        .orElseThrow();
  }
}
