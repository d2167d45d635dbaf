package io.framegauge.telemetry.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StatRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordRingTest {

  private static List<Long> ids(Page page) {
    return page.records().stream().map(StatRecord::id).toList();
  }

  @Test
  void shouldReadBackWhatWasWritten() {
    Ring ring = new Ring(10);
    ring.write(RecordType.INITIAL, 4);
    ring.write(RecordType.TIMESTAMP, 5);
    ring.write(RecordType.FRAME, 6);
    ring.write(RecordType.FRAME, 7);

    assertThat(ring.history.newerThan(-1, 10).records())
        .containsExactly(
            Ring.expected(0, RecordType.INITIAL, 4),
            Ring.expected(1, RecordType.TIMESTAMP, 5),
            Ring.expected(2, RecordType.FRAME, 6),
            Ring.expected(3, RecordType.FRAME, 7));
  }

  @Test
  void shouldKeepTheNewestWhenItWrapsAround() {
    Ring ring = new Ring(5);
    for (int ts = 0; ts < 1_000; ts++) {
      ring.write(ts % 3 == 0 ? RecordType.FRAME : RecordType.TIMESTAMP, ts);

      Page page = ring.history.latest(100, Long.MAX_VALUE);
      assertThat(page.newestId()).isEqualTo(ts);
      assertThat(page.oldestId()).isEqualTo(Math.max(0, ts - 4));
      assertThat(page.records()).hasSize(Math.min(5, ts + 1));
      for (int i = 0; i < page.records().size(); i++) {
        int at = ts - i;
        RecordType type = at % 3 == 0 ? RecordType.FRAME : RecordType.TIMESTAMP;
        assertThat(page.records().get(i)).isEqualTo(Ring.expected(at, type, at));
      }
    }
  }

  @Test
  void shouldKeepAllOfOneTypeWhenThereIsNoOther() {
    Ring ring = new Ring(5);
    ring.write(RecordType.INITIAL, 0);
    for (int ts = 1; ts < 100; ts++) {
      ring.write(RecordType.TIMESTAMP, ts);
    }

    assertThat(ids(ring.history.latest(100, Long.MAX_VALUE)))
        .containsExactly(99L, 98L, 97L, 96L, 95L);
    assertThat(ring.history.newest(RecordType.INITIAL)).isEmpty();
    assertThat(ring.history.newest(RecordType.FRAME)).isEmpty();
    assertThat(ring.history.newest(RecordType.TIMESTAMP))
        .contains(Ring.expected(99, RecordType.TIMESTAMP, 99));
  }

  @Test
  void shouldKeepOneRecord() {
    Ring ring = new Ring(1);
    for (int ts = 0; ts < 30; ts++) {
      ring.write(RecordType.FRAME, ts);

      assertThat(ids(ring.history.latest(10, Long.MAX_VALUE))).containsExactly((long) ts);
      assertThat(ids(ring.history.newerThan(ts - 1, 10))).containsExactly((long) ts);
    }
    assertThat(ring.history.newerThan(27, 10).gap()).isTrue();
    assertThat(ring.history.newerThan(28, 10).gap()).isFalse();
  }

  @Test
  void shouldAnswerOfAnEmptyRing() {
    History history = new Ring(5).history;

    Page nothing = new Page(-1, -1, false, false, List.of());
    assertThat(history.latest(5, Long.MAX_VALUE)).isEqualTo(nothing);
    assertThat(history.newerThan(-1, 5)).isEqualTo(nothing);
    assertThat(history.window(0, Long.MAX_VALUE, 5, Long.MAX_VALUE)).isEqualTo(nothing);
    assertThat(history.newest(RecordType.FRAME)).isEmpty();
  }

  @Test
  void shouldWriteNothingAfterTheLastRecords() {
    Ring ring = new Ring(10);
    ring.write(RecordType.INITIAL, 0);

    long first = ring.ring.claimLast(2);
    assertThat(first).isEqualTo(1);
    assertThat(ring.write(RecordType.FRAME, 50)).isFalse();
    assertThat(ring.write(RecordType.TIMESTAMP, 50)).isFalse();
    assertThat(ring.ring.claimLast(2)).isEqualTo(-1);
    RecordLane frames = ring.ring.lane(RecordType.FRAME);
    frames.begin(first, RecordType.FRAME, 1, 3);
    ring.filled(frames, 1);
    RecordLane times = ring.ring.lane(RecordType.TIMESTAMP);
    times.begin(first + 1, RecordType.TIMESTAMP, 2, 6);
    ring.filled(times, 2);

    assertThat(ring.write(RecordType.FRAME, 50)).isFalse();
    assertThat(ring.history.newerThan(-1, 10).records())
        .containsExactly(
            Ring.expected(0, RecordType.INITIAL, 0),
            Ring.expected(1, RecordType.FRAME, 1),
            Ring.expected(2, RecordType.TIMESTAMP, 2));
  }

  @Test
  void shouldNotShowARecordBeforeThoseBelowItAreComplete() {
    Ring ring = new Ring(10);
    ring.write(RecordType.INITIAL, 0);
    RecordLane frames = ring.ring.lane(RecordType.FRAME);
    frames.begin(RecordType.FRAME, 1, 3); // its thread is interrupted here
    ring.write(RecordType.TIMESTAMP, 2);
    ring.write(RecordType.TIMESTAMP, 3);

    Page before = ring.history.newerThan(-1, 10);
    ring.filled(frames, 1);
    Page after = ring.history.newerThan(before.newestId(), 10);

    assertThat(ids(before)).containsExactly(0L);
    assertThat(before.gap()).isFalse();
    assertThat(ids(after)).containsExactly(1L, 2L, 3L);
    assertThat(after.gap()).isFalse();
  }

  @Test
  void shouldShowWhatTheOtherLaneCompletedWhileAWriterHasNoIdYet() {
    Ring ring = new Ring(10);
    ring.write(RecordType.FRAME, 0);
    // A frame's thread said that it is going to take id 1 and was interrupted.
    RingLayout.LONG.setVolatile(ring.memory, RingLayout.making(0), 1L);
    ring.write(RecordType.TIMESTAMP, 1);
    ring.write(RecordType.TIMESTAMP, 2);

    assertThat(ids(ring.history.newerThan(-1, 10))).containsExactly(0L, 1L, 2L);
    assertThat(ring.history.newerThan(2, 10).gap()).isFalse();
  }

  @Test
  void shouldLeaveOutStagesAndLatenciesThatDoNotFit() {
    Ring ring = new Ring(2);
    RecordLane lane = ring.ring.lane(RecordType.FRAME);
    lane.begin(RecordType.FRAME, 1, 1);
    lane.totals(1, 1);
    for (int i = 0; i < 10; i++) {
      lane.stage(0, i, 0, 0);
      lane.latency(0, 1, 1_000, 1_000, 1_000, 1);
    }
    lane.complete();
    ring.write(RecordType.TIMESTAMP, 7);

    StatRecord read = ring.history.newerThan(-1, 1).records().getFirst();
    assertThat(read.stageStats()).hasSize(Ring.STAGES);
    assertThat(read.stageStats().get(1).latencies()).hasSize(Ring.LINKS);
    assertThat(ring.history.newest(RecordType.TIMESTAMP))
        .contains(Ring.expected(1, RecordType.TIMESTAMP, 7));
  }
}
