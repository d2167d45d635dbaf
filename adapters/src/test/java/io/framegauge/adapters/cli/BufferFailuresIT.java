package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes wrong around the buffer: it says so, loses nothing, and goes on.
class BufferFailuresIT {
  private static final String ADAPTERS =
      "buffer, video-loop, video-files, images, metadata-json, image-files, video-files-sink,"
          + " display";

  @TempDir private Path folder;

  private static void await(String what, Product buffer, BooleanSupplier holds) {
    Await.until(what, Child.PATIENCE, holds, buffer.process()::toString);
  }

  private static void awaitLog(Product buffer, String words) {
    await("the log says: " + words, buffer, () -> buffer.process().err().contains(words));
  }

  @Test
  void shouldKeepMessagesWhileNobodyTakesThem() {
    BufferRun run = BufferRun.in(folder);
    try (Product buffer = run.run();
        Child receiver = run.receiver("rep", 20);
        Child sender = run.sender(2, 100, 1000)) {
      BufferRun.awaitLines(receiver, 20);
      receiver.signal("KILL");
      assertThat(sender.exitCode()).as("%s", sender).isZero();
      awaitLog(buffer, "nobody takes messages at the sink, they are kept: ");
      Samples without = buffer.scrape();
      assertThat(without.value("received_messages_total")).isEqualTo(202);
      assertThat(without.value("dropped_messages_total")).isZero();
      assertThat(without.value("send_failures_total", "reason", "send_timeout")).isPositive();

      try (Child again = run.receiver()) {
        assertThat(again.exitCode()).as("%s", again).isZero();
        awaitLog(buffer, "messages are taken again");
        List<String> all = new ArrayList<>(receiver.outLines());
        all.addAll(again.outLines());
        // the one that was not acknowledged came again
        assertThat(BufferRun.requireAllInOrder(all, 2, 100)).isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void shouldStopReadingWhileTheDiskIsFull() throws IOException {
    BufferRun run = BufferRun.in(folder);
    Path disk = Files.createDirectory(folder.resolve("disk"));
    // a file system of 4 MiB, which ends with the process that sees it
    List<String> mounted =
        List.of(
            "unshare",
            "-m",
            "sh",
            "-c",
            "mount -t tmpfs -o size=4m none \"$0\" && exec \"$@\"",
            disk.toString());
    Product.Start start =
        run.start().with("BUFFER_PATH", disk.resolve("buffer").toString()).behind(mounted);
    try (Product buffer = BufferRun.run(start);
        Child sender = run.sender(1, 400, 20_000)) {
      awaitLog(buffer, "reading stops until messages can be kept: the messages cannot be kept (");
      assertThat(buffer.scrape().value("store_failures_total")).isPositive();
      int kept = sender.outLines().size();
      assertThat(kept).isBetween(50, 200);

      try (Child receiver = run.receiver()) {
        assertThat(receiver.exitCode()).as("%s%n%s", receiver, buffer.process()).isZero();
        assertThat(sender.exitCode()).as("%s", sender).isZero();
        BufferRun.requireAllInOrder(receiver.outLines(), 1, 400);
        awaitLog(buffer, "messages are kept again");
        assertThat(buffer.process().err()).contains("No space left on device");
      }
      buffer.process().signal("INT");
      assertThat(buffer.done().exitCode()).isZero();
    }
  }

  @Test
  void shouldRefuseMessagesThatAnotherBufferHas() {
    BufferRun run = BufferRun.in(folder);
    try (Product first = run.run()) {
      assertThat(first.process().isAlive()).isTrue();
      Ports free = Ports.free();
      Product.Start second =
          run.start().with(free).with("ZMQ_SRC_ENDPOINT", "rep+bind:" + free.endpoint());

      assertThat(second.toEnd("adapter", "buffer").refusedWith(2))
          .containsExactly(
              "framegauge: another process has the messages: file="
                  + run.messages().resolve("messages.mv"));
    }
  }

  @Test
  void shouldRefuseAnEndpointThatIsTaken() throws IOException {
    BufferRun run = BufferRun.in(folder);
    try (var taken = Ports.bind(0)) {
      String endpoint = "tcp://127.0.0.1:" + taken.getLocalPort();
      assertThat(
              run.start()
                  .with("ZMQ_SRC_ENDPOINT", "rep+bind:" + endpoint)
                  .toEnd("adapter", "buffer")
                  .refusedWith(2))
          .containsExactly("framegauge: port already in use: rep+bind:" + endpoint);
    }
  }

  @Test
  void shouldTellEverythingThatIsWrongAtOnce() {
    assertThat(
            Product.Start.in(folder)
                .with("ZMQ_SRC_ENDPOINT", "pub+bind:tcp://127.0.0.1:5555")
                .with("ZMQ_SINK_ENDPOINT", "pub+bind:tcp://127.0.0.1:5556")
                .with("BUFFER_LEN", "0")
                .with("BUFFER_THRESHOLD_PERCENTAGE", "101")
                .with("MESSAGE_DUMP_ENABLED", "True")
                .with("METRICS_EXTRA_LABELS", "[1]")
                .toEnd("adapter", "buffer")
                .refusedWith(2))
        .containsExactly(
            "buffer.yml:5:11: buffer.source: the type of a socket that reads must be one of sub,"
                + " router, rep: pub+bind:tcp://127.0.0.1:5555 (from the environment variable"
                + " ZMQ_SRC_ENDPOINT)",
            "buffer.yml:6:9: buffer.sink: must be dealer or req, because pub drops what nobody"
                + " takes: pub+bind:tcp://127.0.0.1:5556 (from the environment variable"
                + " ZMQ_SINK_ENDPOINT)",
            "buffer.yml:8:9: buffer.path: a value is needed, such as"
                + " BUFFER_PATH=/var/lib/framegauge/buffer",
            "buffer.yml:10:11: buffer.length: expected a whole number from 1 to 1000000000 (found"
                + " 0, from the environment variable BUFFER_LEN)",
            "buffer.yml:14:25: buffer.threshold_percentage: expected a whole number from 0 to 100"
                + " (found 101, from the environment variable BUFFER_THRESHOLD_PERCENTAGE)",
            "buffer.yml:32:17: buffer.message_dump: dumps are not supported: message_dump=true"
                + " (from the environment variable MESSAGE_DUMP_ENABLED)",
            "buffer.yml:39:21: parameters.telemetry.metrics.extra_labels: expected a map of texts"
                + " (found a list, from the environment variable METRICS_EXTRA_LABELS)");
  }

  @Test
  void shouldListTheAdapters() {
    assertThat(Product.Start.in(folder).toEnd("adapter", "bufer").refusedWith(2))
        .containsExactly(
            "framegauge: unknown adapter: bufer, there is: " + ADAPTERS,
            "Try 'framegauge adapter --help'.");
    assertThat(Product.Start.in(folder).toEnd("adapter").refusedWith(2))
        .containsExactly(
            "framegauge: an adapter must be named, there is: " + ADAPTERS,
            "Try 'framegauge adapter --help'.");
  }
}
