package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Both peers of the buffer vanish without a word: nothing comes from their host any more, they are
/// killed meanwhile, and new ones take their places.
class BufferHalfOpenIT {
  private static final Duration SILENCE = Duration.ofSeconds(Product.LONG ? 60 : 1);
  private static final Duration DEAFNESS = Duration.ofSeconds(Product.LONG ? 60 : 2);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int ENDLESS = 0;
  private static final int MORE = 300;

  @TempDir private Path folder;

  @Test
  void shouldGoOnWithNewPeers() {
    try (OtherHost host = OtherHost.open(folder)) {
      BufferRun run = BufferRun.towards(host, folder);
      try (Product buffer = run.run();
          Child receiver = run.receiver(host.before(), "rep", 1);
          Child sender = run.sender(host.before(), "req", 1, 1, ENDLESS, 1000)) {
        BufferRun.awaitLines(receiver, 100);
        host.mute();
        LockSupport.parkNanos(SILENCE.toNanos());
        kill(sender);
        kill(receiver);

        int acknowledged = sender.outLines().size();
        int frames = acknowledged + MORE;
        try (Child newReceiver = run.lastingReceiver(host.before());
            Child newSender = run.sender(host.before(), "req", 1, acknowledged + 1, frames, 1000)) {
          assertThat(host.heal()).as("lost packets").isPositive();
          assertThat(newSender.exitCode()).as("%s%n%s", newSender, buffer.process()).isZero();
          BufferRun.Settled settled = BufferRun.settled(buffer, newReceiver);

          List<String> sentAgain = new ArrayList<>(sender.err().lines().toList());
          sentAgain.addAll(newSender.err().lines().toList());
          sentAgain.add("source-0 " + (acknowledged + 1)); // by both senders
          List<String> delivered = new ArrayList<>(receiver.outLines());
          delivered.addAll(settled.delivered());
          BufferRun.requireAllInOrder(delivered, 1, frames, sentAgain);
          requireCounts(settled.samples(), frames + 1, sentAgain.size(), delivered.size());
        }
      }
    }
  }

  /// The message that was on its way is given up and sent again over a new connection; the system
  /// must not deliver it a second time, behind others.
  @Test
  void shouldKeepTheOrderWhenNothingArrivesForSomeTime() {
    int frames = Product.LONG ? 20_000 : 800;
    try (OtherHost host = OtherHost.open(folder)) {
      BufferRun run = BufferRun.towards(host, folder);
      Product.Start start =
          run.start().with("ACKNOWLEDGE_TIMEOUT", "0.2").with("ACKNOWLEDGE_ATTEMPTS", "1");
      String source = BufferRun.in(folder).source();
      try (Product buffer = BufferRun.run(start.with("ZMQ_SRC_ENDPOINT", "rep+bind:" + source));
          Child receiver = run.receiver(host.before(), "rep", 1);
          Child sender = new BufferRun(folder, source, "", run.ports()).sender(2, frames, 1000)) {
        BufferRun.awaitLines(receiver, 100);
        host.deafen();
        LockSupport.parkNanos(DEAFNESS.toNanos());
        assertThat(host.heal()).as("lost packets").isPositive();

        assertThat(sender.exitCode(PATIENCE)).as("%s", sender).isZero();
        assertThat(receiver.exitCode(PATIENCE)).as("%s", buffer.process()).isZero();
        assertThat(buffer.scrape().value("send_failures_total", "reason", "acknowledge_timeout"))
            .isPositive();
        BufferRun.requireAllInOrder(receiver.outLines(), 2, frames);
      }
    }
  }

  private static void kill(Child peer) {
    peer.signal("KILL");
    assertThat(peer.exitCode()).isEqualTo(128 + 9);
  }

  private static void requireCounts(Samples samples, int all, int sentAgain, int delivered) {
    double sent = samples.value("sent_messages_total");
    double repeats = samples.value("send_failures_total", "reason", "acknowledge_timeout");
    assertThat(samples.value("dropped_messages_total")).isZero();
    assertThat(sent).isBetween((double) all, (double) all + sentAgain);
    assertThat((double) delivered).isBetween(sent, sent + repeats);
  }
}
