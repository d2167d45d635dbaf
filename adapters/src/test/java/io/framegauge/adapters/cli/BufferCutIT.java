package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The network between the buffer and its receiver is cut: no packet tells either side.
class BufferCutIT {
  private static final int FRAMES = Product.LONG ? 20_000 : 1500;
  private static final Duration CUT = Duration.ofSeconds(Product.LONG ? 60 : 3);

  @TempDir private Path folder;

  @Test
  void shouldAgreeWithTheReceiverWhenTheNetworkIsBack() {
    BufferRun here = BufferRun.in(folder);
    try (OtherHost host = OtherHost.open(folder)) {
      String sink = here.sink().replace("127.0.0.1", host.address());
      BufferRun run = new BufferRun(folder, here.source(), sink, here.ports());
      try (Product buffer = run.run();
          Child receiver = run.receiver(host.before(), "rep", 1);
          Child sender = run.sender(2, FRAMES, 1000)) {
        BufferRun.awaitLines(receiver, 100);
        host.cut();
        int before = receiver.outLines().size();
        LockSupport.parkNanos(CUT.toNanos());
        assertThat(receiver.outLines()).hasSizeLessThanOrEqualTo(before + 1);
        host.connect();

        assertThat(receiver.exitCode(Duration.ofMinutes(5))).as("%s", buffer.process()).isZero();
        assertThat(sender.exitCode()).as("%s", sender).isZero();
        int again = BufferRun.requireAllInOrder(receiver.outLines(), 2, FRAMES);
        assertThat(again).isLessThanOrEqualTo(1);
        Await.until(
            "both ends agree",
            Child.PATIENCE,
            () ->
                buffer.scrape().value("sent_messages_total") == receiver.outLines().size() - again,
            buffer.process()::toString);
        assertThat(buffer.scrape().value("buffer_size")).isZero();
      }
    }
  }
}
