package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills the buffer at any moment while messages go in and come out.
class BufferKillIT {
  private static final int KILLS = Product.LONG ? 200 : 4;
  private static final int SOURCES = 3;

  /// Until it is told to end.
  private static final int ENDLESS = 0;

  /// Long enough for what is between two kills to be some hundred messages.
  private static final int MOST_MILLIS = 400;

  @TempDir private Path folder;

  @Test
  void shouldLoseNothingThatItAcknowledged() {
    BufferRun run = BufferRun.in(folder);
    Random random = new Random(7);
    try (Child receiver = run.receiver("rep", 1);
        Child sender = run.sender(SOURCES, ENDLESS, 2000)) {
      int acknowledged = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        try (Product buffer = run.run()) {
          BufferRun.awaitLines(sender, acknowledged + 50);
          LockSupport.parkNanos(Duration.ofMillis(random.nextInt(MOST_MILLIS)).toNanos());
          buffer.process().signal("KILL");
          assertThat(buffer.process().exitCode()).isEqualTo(128 + 9);
          acknowledged = sender.outLines().size();
        }
      }
      try (Product buffer = run.run()) {
        sender.signal("TERM");
        assertThat(sender.exitCode(Duration.ofMinutes(5))).as("%s", buffer.process()).isZero();
        assertThat(receiver.exitCode(Duration.ofMinutes(5))).as("%s", buffer.process()).isZero();
      }

      int frames = sender.outLines().size() / SOURCES - 1;
      assertThat(frames * SOURCES).isGreaterThanOrEqualTo(KILLS * 50 - SOURCES);
      int again = BufferRun.requireAllInOrder(receiver.outLines(), SOURCES, frames);
      // at a kill one message may be on its way out, and one be kept whose sender does not know it
      assertThat(again).isLessThanOrEqualTo(2 * KILLS);
    }
  }
}
