package io.framegauge.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
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
      List<String> received = receiver.outLines();
      List<String> sentAgain = sender.err().lines().toList();
      int again = BufferRun.requireAllInOrder(received, SOURCES, frames);
      // at a kill one message may be on its way out; what else came again, its sender sent again
      assertThat(again).isLessThanOrEqualTo(KILLS + sentAgain.size());
      List<String> sentOnce = new ArrayList<>(received);
      sentOnce.removeAll(Set.copyOf(sentAgain));
      assertThat(sentOnce.size() - Set.copyOf(sentOnce).size()).isLessThanOrEqualTo(KILLS);
    }
  }
}
