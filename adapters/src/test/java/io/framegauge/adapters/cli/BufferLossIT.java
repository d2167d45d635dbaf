package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A fifth of all packets is lost for some time, in both directions, between the buffer and both of
/// its peers.
class BufferLossIT {
  private static final double SHARE = 0.2;
  private static final int SOURCES = 2;
  private static final int FRAMES = Product.LONG ? 10_000 : 1000;
  private static final int ALL = SOURCES * (FRAMES + 1);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir private Path folder;

  @Test
  void shouldAgreeWithPeersThatAskAgain() {
    try (OtherHost host = OtherHost.open(folder)) {
      BufferRun run = BufferRun.towards(host, folder);
      try (Product buffer = run.run();
          Child receiver = run.lastingReceiver(host.before());
          Child sender = run.sender(host.before(), "req", SOURCES, 1, FRAMES, 1000)) {
        loseFor(Duration.ofSeconds(Product.LONG ? 60 : 3), host, receiver);

        assertThat(sender.exitCode(PATIENCE)).as("%s", buffer.process()).isZero();
        BufferRun.Settled settled = BufferRun.settled(buffer, receiver);
        Samples samples = settled.samples();
        List<String> sentAgain = sender.err().lines().toList();
        double sent = samples.value("sent_messages_total");
        double repeats = samples.value("send_failures_total", "reason", "acknowledge_timeout");
        assertThat(sender.outLines()).hasSize(ALL);
        assertThat(sent).isBetween((double) ALL, (double) ALL + sentAgain.size());
        assertThat(samples.value("dropped_messages_total")).isZero();
        assertThat((double) settled.delivered().size()).isBetween(sent, sent + repeats);
        BufferRun.requireAllInOrder(settled.delivered(), SOURCES, FRAMES, sentAgain);
      }
    }
  }

  /// Not long enough for a connection to break: what is on its way would be lost then.
  @Test
  void shouldLoseNothingBetweenDealersAndRouters() {
    try (OtherHost host = OtherHost.open(folder)) {
      BufferRun run = BufferRun.towards(host, folder);
      Product.Start start =
          run.start()
              .with("ZMQ_SRC_ENDPOINT", "router+bind:" + run.source())
              .with("ZMQ_SINK_ENDPOINT", "dealer+connect:" + run.sink());
      try (Product buffer = BufferRun.run(start);
          Child receiver = run.receiver(host.before(), "router", 0);
          Child sender = run.sender(host.before(), "dealer", SOURCES, 1, FRAMES, 1000)) {
        loseFor(Duration.ofSeconds(2), host, receiver);

        assertThat(sender.exitCode(PATIENCE)).as("%s", buffer.process()).isZero();
        assertThat(receiver.exitCode(PATIENCE)).as("%s", buffer.process()).isZero();
        Samples samples = BufferRun.settled(buffer, receiver).samples();
        assertThat(samples.value("sent_messages_total")).isEqualTo(ALL);
        assertThat(samples.value("dropped_messages_total")).isZero();
        assertThat(BufferRun.requireAllInOrder(receiver.outLines(), SOURCES, FRAMES)).isZero();
      }
    }
  }

  private static void loseFor(Duration time, OtherHost host, Child receiver) {
    BufferRun.awaitLines(receiver, 100);
    host.lose(SHARE);
    LockSupport.parkNanos(time.toNanos());
    assertThat(host.heal()).as("lost packets").isPositive();
  }
}
