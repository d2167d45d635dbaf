package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BufferIT {
  private static final int FRAMES = 300;

  @TempDir private Path folder;

  @Test
  void shouldPassEverythingOnAndCountIt() {
    BufferRun run = BufferRun.in(folder);
    try (Product buffer =
            BufferRun.run(run.start().with("METRICS_EXTRA_LABELS", "{\"adapter\": \"buffer\"}"));
        Child receiver = run.receiver();
        Child sender = run.sender(2, FRAMES, 1000)) {
      assertThat(sender.exitCode()).as("%s", sender).isZero();
      assertThat(receiver.exitCode()).as("%s", receiver).isZero();

      int all = 2 * (FRAMES + 1);
      assertThat(BufferRun.requireAllInOrder(receiver.outLines(), 2, FRAMES)).isZero();
      Await.until(
          "all are counted as sent",
          Child.PATIENCE,
          () -> buffer.scrape().value("sent_messages_total") == all,
          buffer.process()::toString);
      Samples samples = buffer.scrape();
      double now = System.currentTimeMillis() / 1000.0;
      for (String flow : List.of("received", "pushed", "sent")) {
        assertThat(samples.value(flow + "_messages_total", "adapter", "buffer")).isEqualTo(all);
        assertThat(samples.value("last_" + flow + "_message")).isBetween(now - 60, now);
      }
      assertThat(samples.value("dropped_messages_total")).isZero();
      assertThat(samples.value("buffer_size")).isZero();
      assertThat(samples.value("payload_size")).isZero();
      assertThat(samples.value("framegauge_stage_frames_total", "stage_name", "fps-meter"))
          .isEqualTo(2.0 * FRAMES);
      buffer.process().signal("INT");
      Product.Done done = buffer.done();
      assertThat(done.exitCode()).isZero();
      assertThat(done.out()).isEmpty();
      assertThat(done.err())
          .contains("Received " + all + ", pushed " + all + ", dropped 0, sent " + all)
          .contains("buffer size 0, payload size 0")
          .endsWith("stopped\n");
    }
  }

  @Test
  void shouldHaveItsMetricsFromTheStartWithTheirHelp() {
    BufferRun run = BufferRun.in(folder);
    try (Product buffer = run.run()) {
      Samples samples = buffer.scrape();

      Map<String, String> helps =
          Map.of(
              "received_messages_total",
              "counter Number of messages that were received from the source endpoint.",
              "pushed_messages_total",
              "counter Number of messages that were put into the buffer.",
              "dropped_messages_total",
              "counter Number of messages that were dropped because the buffer was full.",
              "sent_messages_total",
              "counter Number of messages that were sent to the sink endpoint.",
              "buffer_size",
              "gauge Number of messages that wait in the buffer.",
              "payload_size",
              "gauge Size of the messages that wait in the buffer, in bytes.",
              "last_received_message",
              "gauge Time when the last message was received from the source endpoint, in seconds"
                  + " since 1970; 0 before the first.");
      helps.forEach((name, help) -> {
        String[] words = help.split(" ", 2);
        assertThat(samples.text())
            .contains("# HELP " + name + " " + words[1] + "\n# TYPE " + name + " " + words[0]);
        assertThat(samples.value(name)).as(name).isZero();
      });
      for (String reason : List.of("threshold", "reserve")) {
        assertThat(samples.value("dropped_messages_by_reason_total", "reason", reason)).isZero();
      }
      for (String flow : List.of("pushed", "dropped", "sent")) {
        assertThat(samples.value("last_" + flow + "_message")).isZero();
      }
    }
  }

  @Test
  void shouldDropTheNewestFramesWhenFullAndNeverAnEnd() {
    BufferRun run = BufferRun.in(folder);
    try (Product buffer = BufferRun.run(run.start().with("BUFFER_LEN", "50"));
        Child sender = run.sender(1, 200, 10)) {
      assertThat(sender.exitCode()).as("%s", sender).isZero();
      Samples samples = buffer.scrape();
      assertThat(samples.value("received_messages_total")).isEqualTo(201);
      assertThat(samples.value("buffer_size")).isEqualTo(51);
      assertThat(samples.value("dropped_messages_total")).isEqualTo(150);
      assertThat(samples.value("dropped_messages_by_reason_total", "reason", "threshold"))
          .isEqualTo(150);

      try (Child receiver = run.receiver()) {
        assertThat(receiver.exitCode()).as("%s", receiver).isZero();
        assertThat(BufferRun.requireAllInOrder(receiver.outLines(), 1, 50)).isZero();
      }
    }
  }

  @Test
  void shouldKeepWhatWaitsForTheNextStart() {
    BufferRun run = BufferRun.in(folder);
    try (Product first = run.run();
        Child sender = run.sender(3, 20, 10)) {
      assertThat(sender.exitCode()).as("%s", sender).isZero();
      first.process().signal("TERM");
      assertThat(first.done().exitCode()).isZero();
    }

    try (Product second = run.run();
        Child receiver = run.receiver()) {
      assertThat(receiver.exitCode()).as("%s", receiver).isZero();
      assertThat(BufferRun.requireAllInOrder(receiver.outLines(), 3, 20)).isZero();
      assertThat(second.process().err()).contains("messages: 63 wait in " + run.messages());
    }
  }

  @Test
  void shouldSpeakToDealersAndRouters() {
    BufferRun run = BufferRun.in(folder);
    Product.Start start =
        run.start()
            .with("ZMQ_SRC_ENDPOINT", "router+bind:" + run.source())
            .with("ZMQ_SINK_ENDPOINT", "dealer+connect:" + run.sink());
    try (Product buffer = BufferRun.run(start);
        Child receiver = run.receiver("router", 0);
        Child sender = run.sender("dealer", 2, FRAMES, 1000)) {
      assertThat(sender.exitCode()).as("%s %s", sender, buffer.process()).isZero();
      assertThat(receiver.exitCode()).as("%s", receiver).isZero();
      assertThat(BufferRun.requireAllInOrder(receiver.outLines(), 2, FRAMES)).isZero();
    }
  }
}
