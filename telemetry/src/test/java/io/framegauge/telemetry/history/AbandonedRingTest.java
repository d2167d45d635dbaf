package io.framegauge.telemetry.history;

import static io.framegauge.telemetry.history.RingLayout.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StatRecord;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// A ring whose writer was killed between two of its stores: what a reader elsewhere sees while it
/// cannot know that, and what it sees when it does.
class AbandonedRingTest {
  private final Ring ring = new Ring(20);
  private final AtomicBoolean over = new AtomicBoolean();
  private final History seen =
      History.observe(ring.memory, (index, atNanos) -> "stage" + index, over::get);

  private List<Long> ids() {
    return seen.newerThan(-1, 100).records().stream().map(StatRecord::id).toList();
  }

  private void assertSeen(boolean isOver, boolean gap, Long... ids) {
    over.set(isOver);
    Page page = seen.newerThan(-1, 100);
    assertThat(ids()).containsExactly(ids);
    assertThat(page.gap()).isEqualTo(gap);
    assertThat(page.newestId()).isEqualTo(ids[ids.length - 1]);
    assertThat(seen.latest(100, Long.MAX_VALUE).gap()).isEqualTo(gap);
    assertThat(seen.latest(100, Long.MAX_VALUE).records()).hasSize(ids.length);
  }

  @Test
  void shouldSeeAllOfARunThatWasNotInterrupted() {
    ring.write(RecordType.FRAME, 4);
    ring.write(RecordType.TIMESTAMP, 5);

    assertSeen(false, false, 0L, 1L);
    assertSeen(true, false, 0L, 1L);
  }

  @Test
  void shouldNotLetARecordThatWasOnlyNumberedHideLaterOnes() {
    ring.write(RecordType.FRAME, 4);
    ring.ring.claim(0); // killed here
    ring.write(RecordType.TIMESTAMP, 5);
    ring.write(RecordType.TIMESTAMP, 7);

    assertSeen(false, false, 0L);
    assertSeen(true, true, 0L, 2L, 3L);
  }

  @Test
  void shouldNotLetAHalfWrittenRecordHideLaterOnes() {
    ring.write(RecordType.FRAME, 4);
    ring.ring.lane(RecordType.TIMESTAMP).begin(RecordType.TIMESTAMP, 5, 15);
    ring.ring.lane(RecordType.TIMESTAMP).totals(1, 1); // killed here
    ring.write(RecordType.FRAME, 6);

    assertSeen(false, false, 0L);
    assertSeen(true, true, 0L, 2L);
    assertThat(seen.newest(RecordType.TIMESTAMP)).isEmpty();
    assertThat(seen.newest(RecordType.FRAME)).contains(Ring.expected(2, RecordType.FRAME, 6));
  }

  @Test
  void shouldNotWaitForAnIdThatOnlyTheOtherLaneTook() {
    ring.write(RecordType.FRAME, 4);
    LONG.set(ring.memory, making(1), 1L); // killed before it took the id
    ring.write(RecordType.FRAME, 6);

    assertSeen(false, false, 0L, 1L);
    assertSeen(true, false, 0L, 1L);
  }

  @Test
  void shouldSeeACompleteRecordThatItsLaneDidNotComeToTell() {
    ring.write(RecordType.FRAME, 4);
    ring.write(RecordType.FRAME, 6);
    LONG.set(ring.memory, completed(0), 1L); // killed before these two stores
    LONG.set(ring.memory, making(0), 1L);

    assertSeen(false, false, 0L, 1L);
    assertSeen(true, false, 0L, 1L);
    assertThat(seen.newest(RecordType.FRAME)).contains(Ring.expected(1, RecordType.FRAME, 6));
  }

  @Test
  void shouldSeeARecordThatIsCompleteAndStillCalledInTheMaking() {
    ring.write(RecordType.FRAME, 4);
    LONG.set(ring.memory, making(0), 0L); // killed before this store
    ring.write(RecordType.TIMESTAMP, 5);

    assertSeen(false, false, 0L, 1L);
    assertSeen(true, false, 0L, 1L);
  }

  @Test
  void shouldNotMissTheLastRecordsThatWereOnlyNumbered() {
    ring.write(RecordType.FRAME, 4);
    long first = ring.ring.claimLast(2);
    RecordLane lane = ring.ring.lane(RecordType.FRAME);
    lane.begin(first, RecordType.FRAME, 6, 18);
    ring.filled(lane, 6); // killed before the last timestamp record

    assertSeen(false, false, 0L, 1L);
    assertSeen(true, false, 0L, 1L);
  }

  @Test
  void shouldKeepWhatAHalfWrittenRecordDoesNotReplaceInAFullRing() {
    for (int ts = 0; ts < 100; ts++) {
      ring.write(RecordType.FRAME, ts);
    }
    ring.ring.lane(RecordType.FRAME).begin(RecordType.FRAME, 100, 300); // killed here

    over.set(true);
    Page page = seen.latest(100, Long.MAX_VALUE);
    assertThat(page.records()).hasSize(20);
    assertThat(page.records().getFirst()).isEqualTo(Ring.expected(99, RecordType.FRAME, 99));
    assertThat(page.records().getLast()).isEqualTo(Ring.expected(80, RecordType.FRAME, 80));
  }
}
