package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.framegauge.telemetry.ObservedRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The telemetry file of modules that run, are killed, start anew, or cannot have one.
final class TelemetryFileIT {
  private static final String WARNING =
      "values and records go with this process, for there is no telemetry file: ";
  private static final String SHORT = "videotestsrc num-buffers=5 ! fakesink";

  @TempDir private Path folder;
  private String module;
  private Path file;

  @BeforeEach
  void write() {
    module = LiveModule.write(folder);
    file = folder.resolve("framegauge/live.telemetry");
  }

  private Product.Done history(String... options) {
    List<String> arguments = new ArrayList<>(List.of("history", "--format", "json"));
    arguments.addAll(List.of(options));
    return Product.Start.in(folder).toEnd(arguments.toArray(String[]::new));
  }

  private static List<Record> records(Product.Done done) {
    return done.out()
        .lines()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .map(Record::new)
        .toList();
  }

  private static List<Long> ids(List<Record> records) {
    return records.stream().map(Record::id).toList();
  }

  private void awaitRecords(int count) {
    Await.until(count + " records", Child.PATIENCE, () -> newestId() >= count - 1, () -> "");
  }

  private long newestId() {
    return Files.exists(file)
        ? ObservedRun.open(file).history().latest(1, Long.MAX_VALUE).newestId()
        : -1;
  }

  @Test
  void shouldTellTheSameFromTheFileAsOverTheNetwork() throws IOException {
    Product.Start start = Product.Start.in(folder).with("NUM_BUFFERS", "30");
    try (Product product = start.run("run", module, "--keep-serving")) {
      product.awaitState("ended", Child.PATIENCE);
      String[] kinds = {"table", "json", "csv"};
      for (String kind : kinds) {
        Product.Done asked =
            start.toEnd("history", "--endpoint", start.ports().endpoint(), "--format", kind);
        Product.Done read = start.toEnd("history", "--file", file.toString(), "--format", kind);

        assertThat(read.exitCode()).as("%s", read).isZero();
        assertThat(read.out()).isNotEmpty().isEqualTo(asked.out());
        assertThat(read.err()).isEmpty();
      }
      assertThat(product.process().err()).contains("telemetry file: " + file.toRealPath());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void shouldKeepTheRecordsOfAModuleThatIsKilledAndStartANewRun() {
    String run;
    try (Product first = Product.Start.in(folder).run("run", module)) {
      awaitRecords(6);
      first.process().signal("KILL");
      assertThat(first.process().exitCode()).isEqualTo(137);
    }
    Product.Done after = history("--file", file.toString(), "--newer-than", "-1");
    List<Record> kept = records(after);
    assertThat(ids(kept)).isEqualTo(LongStream.range(0, kept.size()).boxed().toList());
    assertThat(kept).hasSizeGreaterThanOrEqualTo(6);
    run = runOf(file);

    Product.Done second = Product.Start.in(folder).with("NUM_BUFFERS", "5").toEnd("run", module);

    assertThat(second.exitCode()).as("%s", second).isZero();
    assertThat(runOf(file)).isNotEqualTo(run);
    Path previous = file.resolveSibling("live.telemetry.previous");
    assertThat(runOf(previous)).isEqualTo(run);
    assertThat(history("--file", previous.toString(), "--newer-than", "-1").out())
        .isEqualTo(after.out());
  }

  private String runOf(Path telemetry) {
    Product.Done done = Product.Start.in(folder).toEnd("history", "--file", telemetry.toString());
    assertThat(done.exitCode()).as("%s", done).isZero();
    return done.out().lines().findFirst().orElseThrow().split(", ", -1)[1];
  }

  @Test
  void shouldFollowAFileOverAKillAndARestart() {
    Product.Start start = Product.Start.in(folder);
    try (Product first = start.run("run", module)) {
      awaitRecords(3);
      try (Product following =
          start.run(
              "history",
              "--file",
              file.toString(),
              "--newer-than",
              "-1",
              "--follow",
              "--format",
              "json")) {
        awaitLines(following, 5);
        first.process().signal("KILL");
        first.process().exitCode();
        int before = following.process().outLines().size();
        try (Product second = start.run("run", module)) {
          Await.until(
              "the new run is told",
              Child.PATIENCE,
              () -> following.process().err().contains("the module has started anew: run="),
              following.process()::toString);
          awaitLines(following, before + 3);
          second.process().signal("INT");
          assertThat(second.process().exitCode()).isZero();
        }
        following.process().signal("INT");
        assertThat(following.process().exitCode()).isZero();
        assertThat(following.process().err()).doesNotContain("lost", "Still asking");
        List<Long> ids =
            following.process().outLines().stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .map(json -> json.get("id").getAsLong())
                .toList();
        int restart = ids.lastIndexOf(0L);
        assertThat(ids.subList(0, restart))
            .isEqualTo(LongStream.range(0, restart).boxed().toList());
        assertThat(ids.subList(restart, ids.size()))
            .isEqualTo(LongStream.range(0, ids.size() - restart).boxed().toList());
      }
    }
  }

  private static void awaitLines(Product product, int count) {
    Await.until(
        count + " lines",
        Child.PATIENCE,
        () -> product.process().outLines().size() >= count,
        product.process()::toString);
  }

  @Test
  void shouldLetOnlyOneOfTwoStartsOfAModuleHaveTheFile() {
    Product.Start start = Product.Start.in(folder);
    try (Product one = start.run("run", module);
        Product two = start.with(Ports.free()).run("run", module)) {
      Await.until(
          "one of them ends",
          Child.PATIENCE,
          () -> !one.process().isAlive() || !two.process().isAlive(),
          () -> one.process() + "\n" + two.process());
      Product refused = one.process().isAlive() ? two : one;
      Product other = refused == one ? two : one;

      assertThat(refused.done().refusedWith(2))
          .singleElement()
          .asString()
          .isEqualTo(
              "framegauge: telemetry file in use by process %d: %s. Stop it, give this module another name, or choose another file with parameters.telemetry.file or TELEMETRY_FILE"
                  .formatted(other.process().pid(), realPath(file)));
      other.awaitState("running", Child.PATIENCE);
      awaitRecords(3);
    }
  }

  private static Path realPath(Path path) {
    try {
      return path.resolveSibling(".").toRealPath().resolve(path.getFileName());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldLeaveAForeignFileAloneAndTellWhereItIsConfigured() {
    Product.Start start =
        Product.Start.in(folder)
            .withFile("notes.txt", "precious")
            .withFile(
                "m.yml",
                """
                name: foreign
                parameters:
                  telemetry:
                    file: notes.txt
                pipeline: {launch: "videotestsrc num-buffers=5 ! fakesink"}
                """);
    String rule = "must be a telemetry file or not exist yet (what is there is left alone): file=";
    Path notes = realPath(folder.resolve("notes.txt"));

    assertThat(start.toEnd("run", "m.yml").refusedWith(2))
        .containsExactly("m.yml:4:11: parameters.telemetry.file: " + rule + notes);
    assertThat(start.with("TELEMETRY_FILE", "notes.txt").toEnd("run", module).refusedWith(2))
        .singleElement()
        .asString()
        .endsWith(
            ": parameters.telemetry.file: "
                + rule
                + notes
                + " (from the environment variable TELEMETRY_FILE)");
    assertThat(notes).hasContent("precious");
  }

  @Test
  void shouldRunWithoutAFileWhenTheDiskIsFull() {
    Product.Done done =
        Product.Start.in(folder)
            .behind(List.of("bash", "-c", "ulimit -f 4000; exec \"$@\"", "bash"))
            .toEnd("launch", "--name", "full", "--", SHORT);

    assertThat(done.exitCode()).as("%s", done).isZero();
    assertThat(done.err())
        .containsOnlyOnce(
            WARNING + realPath(folder.resolve("framegauge/full.telemetry")) + ": File too large");
    assertThat(folder.resolve("framegauge/full.telemetry.new")).doesNotExist();
    assertThat(folder.resolve("framegauge/full.telemetry")).doesNotExist();
  }

  @Test
  void shouldRunWithoutAFileWhereItMayNotWrite() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-x------"));
    List<String> before =
        Files.isWritable(closed)
            ? List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search")
            : List.of();
    Product.Done done =
        Product.Start.in(folder)
            .with("TELEMETRY_FILE", closed + "/x.telemetry")
            .behind(before)
            .toEnd("launch", "--", SHORT);

    assertThat(done.exitCode()).as("%s", done).isZero();
    assertThat(done.err())
        .containsOnlyOnce(WARNING + closed.resolve("x.telemetry") + ": no permission");
  }

  @Test
  void shouldRunWithoutAFileWhenNoneIsWanted() {
    Product.Done done =
        Product.Start.in(folder)
            .with("TELEMETRY_FILE", "false")
            .toEnd("launch", "--name", "live", "--", SHORT);

    assertThat(done.exitCode()).as("%s", done).isZero();
    assertThat(done.err()).doesNotContain("telemetry file");
    assertThat(file).doesNotExist();
  }

  @Test
  void shouldRefuseToReadWhatIsNoTelemetryFile() {
    assertThat(history("--file", "nowhere").refusedWith(2))
        .containsExactly("framegauge: no such telemetry file: nowhere");
    assertThat(history("--file", "live.yml", "--follow").refusedWith(2))
        .containsExactly("framegauge: not a telemetry file: live.yml");
    assertThat(history("--file", "live.yml", "--endpoint", "tcp://127.0.0.1:1").refusedWith(2))
        .contains("framegauge: --endpoint=E, --file=F are mutually exclusive (specify only one)");
  }
}
