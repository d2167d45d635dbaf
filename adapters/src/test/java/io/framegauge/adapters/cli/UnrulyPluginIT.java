package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Plugins that end the process, exhaust its memory, do not return, or are edited while they run:
/// what the process says, how it ends, and what its telemetry file tells afterwards.
final class UnrulyPluginIT {
  private static final String PLUGIN =
      """
      import io.framegauge.pipeline.plugin.*;
      import java.util.concurrent.CountDownLatch;

      public final class Unruly implements Plugin {
        private static Object[] held;
        private final String what;
        private int frames;

        public Unruly(String what) {
          this.what = what;
          if (what.equals("exit in constructor")) System.exit(0);
        }

        @Override public void start(PluginContext context) {
          if (what.equals("exit in start")) System.exit(0);
        }

        @Override public void frame(Frame frame) {
          if (++frames <= 12) return;
          switch (what) {
            case "exit": System.exit(0);
            case "halt": Runtime.getRuntime().halt(0);
            case "exit elsewhere": new Thread(() -> System.exit(0)).start(); break;
            case "memory": while (true) held = new Object[] {held, new byte[1000]};
            case "block": block();
            case "speechless": throw new Speechless();
            default: break;
          }
        }

        private static final class Speechless extends RuntimeException {
          @Override public String getMessage() {
            throw new IllegalStateException("no words");
          }
        }

        @Override public void stop() {
          if (what.equals("speechless")) throw new Speechless();
        }

        private static void block() {
          while (true) {
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              Thread.yield();
            }
          }
        }
      }
      """;

  @TempDir private Path folder;

  private Product.Start start(String devMode, String onError, String what) {
    return Product.Start.in(folder)
        .withFile("Unruly.java", PLUGIN)
        .withFile(
            "m.yml",
            """
            name: unruly
            parameters:
              dev_mode: %s
              telemetry:
                metrics: {frame_period: 5, time_period: 0.5, stall_after: 1}
            pipeline:
              source: {element: videotestsrc, name: camera, properties: {is-live: true}}
              elements:
                - {element: capsfilter, name: size, properties: {caps: "video/x-raw,width=64,height=48,framerate=20/1"}}
                - {element: javafunc, name: user, class_name: Unruly, source: Unruly.java, on_error: %s, kwargs: {what: %s}}
              sink: {element: fakesink, name: sink, properties: {sync: false}}
            """
                .formatted(devMode, onError, what));
  }

  /// The records in the telemetry file, oldest first; without a gap.
  private List<Record> records() {
    String file = folder.resolve("framegauge/unruly.telemetry").toString();
    Product.Done done =
        Product.Start.in(folder)
            .toEnd("history", "--file", file, "--newer-than", "-1", "--format", "json");
    assertThat(done.exitCode()).as("%s", done).isZero();
    List<Record> records =
        done.out()
            .lines()
            .map(line -> new Record(JsonParser.parseString(line).getAsJsonObject()))
            .toList();
    assertThat(records.stream().map(Record::id))
        .isEqualTo(LongStream.range(0, records.size()).boxed().toList());
    return records;
  }

  private void assertFinalRecords(long frames) {
    List<Record> records = records();
    List<Record> last = records.subList(records.size() - 2, records.size());
    assertThat(last.stream().map(Record::type)).containsExactly("frame", "timestamp");
    assertThat(last.stream().map(Record::frameNo)).containsExactly(frames, frames);
  }

  @ParameterizedTest
  @CsvSource({
    "exit, plugin user (Unruly) called System.exit at Unruly.java:21",
    "exit in start, plugin user (Unruly) called System.exit at Unruly.java:15",
  })
  void shouldFailAndWriteTheLastRecordsWhenAPluginCallsExit(String what, String said) {
    Product.Done done = start("false", "pass", what).toEnd("run", "m.yml");

    assertThat(done.exitCode()).as("%s", done).isOne();
    assertThat(done.left()).isEmpty();
    assertThat(done.err()).contains("framegauge: the pipeline failed: " + said);
    if (what.equals("exit")) {
      assertFinalRecords(12);
    }
  }

  @Test
  void shouldFailAndWriteTheLastRecordsWhenAThreadOfAPluginCallsExit() {
    Product.Done done = start("false", "pass", "exit elsewhere").toEnd("run", "m.yml");

    assertThat(done.exitCode()).as("%s", done).isOne();
    assertThat(done.err())
        .contains("framegauge: the pipeline failed: System.exit was called at Unruly.java:23");
    List<Record> records = records();
    assertThat(records.getLast().type()).isEqualTo("timestamp");
    assertThat(records.getLast().frameNo()).isGreaterThanOrEqualTo(12);
  }

  @Test
  void shouldFailWhenAConstructorCallsExit() {
    Product.Done done = start("false", "pass", "exit in constructor").toEnd("run", "m.yml");

    assertThat(done.refusedWith(1))
        .containsExactly("framegauge: System.exit was called at Unruly.java:11");
  }

  /// Who reports it asks it for words, which throws again.
  @Test
  void shouldReportWhatCannotBeShown() {
    try (Product product = start("false", "pass", "speechless").run("run", "m.yml")) {
      product.awaitState("running", Child.PATIENCE);
      Await.until(
          "reported",
          Child.PATIENCE,
          () -> product.process().err().contains("plugin user (Unruly) threw in frame"),
          product::toString);
      product.process().signal("INT");
      Product.Done done = product.done();

      assertThat(done.exitCode()).as("%s", done).isZero();
      assertThat(done.err())
          .contains("plugin user (Unruly) threw in stop")
          .doesNotContain("a sample failed", "unexpected failure");
    }
  }

  @Test
  void shouldLeaveAReadableFileWhenAPluginHaltsTheProcess() {
    Product.Done done = start("false", "pass", "halt").toEnd("run", "m.yml");

    assertThat(done.exitCode()).as("%s", done).isZero();
    assertThat(records().stream().filter(record -> record.isOf("frame")).map(Record::frameNo))
        .contains(5L, 10L);
  }

  /// What the plugin has taken it does not give back; the policy says that frames pass.
  @ParameterizedTest
  @ValueSource(strings = {"pass", "stop"})
  void shouldFailAndWriteTheLastRecordsWhenAPluginExhaustsTheMemory(String onError) {
    Product.Done done =
        start("false", onError, "memory")
            .with("FRAMEGAUGE_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -Xmx48m")
            .toEnd("run", "m.yml");

    assertThat(done.exitCode()).as("%s", done).isOne();
    assertThat(done.left()).isEmpty();
    assertThat(done.err())
        .contains(
            "framegauge: the pipeline failed: plugin user (Unruly) threw in frame:"
                + " java.lang.OutOfMemoryError: Java heap space");
    assertFinalRecords(onError.equals("pass") ? 13 : 12);
  }

  @Test
  void shouldNameAPluginThatBlocksAndStopWithinTenSeconds() {
    try (Product product = start("false", "pass", "block").run("run", "m.yml")) {
      product.awaitServing();
      Await.until(
          "it is named",
          Child.PATIENCE,
          () -> product.process().err().contains("has not returned"),
          product.process()::toString);
      assertThat(product.process().err())
          .contains("plugin user (Unruly) has not returned from frame for 1.0 s at Unruly.java:44");
      assertThat(product.scrape().value("framegauge_plugin_blocked", "stage_name", "user")).isOne();

      product.process().signal("INT");

      assertThat(product.process().exitCode(Duration.ofSeconds(10))).isZero();
      assertThat(product.process().left()).isEmpty();
      assertThat(product.process().err())
          .contains(
              "plugin user (Unruly) does not return from frame at Unruly.java:44; it is left"
                  + " behind",
              "stopped");
      assertFinalRecords(12);
    }
  }

  @Test
  void shouldTellWhatIsWrongWithAnEditAndGoOn() throws IOException {
    Path source = folder.resolve("Unruly.java");
    try (Product product = start("true", "stop", "nothing").run("run", "m.yml")) {
      product.awaitState("running", Child.PATIENCE);
      Files.writeString(source, PLUGIN.replace("int frames;", "int frame;"));
      String refused = "not reloaded, the plugin goes on as it was: stage=user\n";
      awaitSaid(product, refused);
      assertThat(product.process().err())
          .contains(
              refused
                  + """
                  m.yml:10:67: pipeline.elements[1].source: does not compile, 1 error
                  Unruly.java:19:11: error: cannot find symbol
                      if (++frames <= 12) return;
                            ^
                    symbol:   variable frames
                  """);

      String exits = "if (what.equals(\"exit in start\"))";
      Files.writeString(source, PLUGIN.replace(exits, "throw new Error(\"late\"); //"));
      awaitSaid(product, refused + "plugin user (Unruly) threw in start: java.lang.Error: late");
      Files.writeString(source, PLUGIN.replace("<= 12", "<= 13"));
      awaitSaid(product, "reloaded: stage=user, source=");
      product.process().signal("INT");
      Product.Done done = product.done();
      assertThat(done.exitCode()).as("%s", done).isZero();
      assertThat(done.err().split(refused, -1)).hasSize(3);
    }
  }

  private static void awaitSaid(Product product, String what) {
    Await.until(
        what,
        Child.PATIENCE,
        () -> product.process().err().contains(what),
        product.process()::toString);
  }
}
