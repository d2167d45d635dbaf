package io.framegauge.telemetry.counter;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.QueueLevel;
import io.framegauge.telemetry.record.StageKind;
import org.junit.jupiter.api.Test;

/// Fewest and most buffers in a queue, against a model of a queue.
class QueueFlowTest {
  private static final long SECOND = 1_000_000_000;

  private final Measured measured = new Measured(StageKind.QUEUE);
  private final StageCells cells = measured.stage;
  private final LinkCells into = link(measured.sink, cells);
  private final LinkCells outOf = link(cells, measured.sink);
  private final RecordCells records = measured.counters.frameRecordCells();
  private QueueFlow flow = cells.follow();
  private long inside;

  private LinkCells link(StageCells from, StageCells to) {
    return measured.counters.link(from, to).orElseThrow();
  }

  private void looked(long limit) {
    looked(limit, 0);
  }

  private void looked(long limit, long nowNanos) {
    flow.looked(inside, flow.out(), nowNanos);
    cells.level(new QueueLevel(inside, 0, 0, limit, 0, 0, 1));
  }

  private void in(int buffers) {
    into.arrive(buffers);
    inside += buffers;
  }

  private void out(int buffers) {
    for (int i = 0; i < buffers; i++) {
      inside--;
      outOf.buffer(1, true, 0, -1, 1);
    }
  }

  private long[] range() {
    QueueLevel level = measured.counters.reader().stages().get(cells.index()).level().orElseThrow();
    return new long[] {level.leastBuffers(), level.mostBuffers()};
  }

  @Test
  void shouldSeeABurstBetweenTwoLooks() {
    looked(30);
    for (int i = 0; i < 17; i++) {
      in(1);
    }
    out(17);
    looked(30);

    assertThat(range()).containsExactly(0, 17);
  }

  @Test
  void shouldStartAgainWithEachRecord() {
    looked(30);
    in(10);
    out(4);
    records.load();
    records.startLevelAgain(cells.index());
    assertThat(range()).as("the newest look, where nothing flowed since").containsExactly(0, 0);

    out(2);

    assertThat(range()).containsExactly(4, 6);
  }

  @Test
  void shouldNotCountABufferThatWaitsBeforeAFullQueue() {
    looked(3);
    in(1);
    in(1);
    in(1);
    into.arrive(1); // waits
    assertThat(range()).containsExactly(0, 3);

    records.startLevelAgain(cells.index());
    out(1);

    assertThat(range()).containsExactly(2, 3);
  }

  @Test
  void shouldCountAListThatIsLargerThanTheLimit() {
    looked(3);
    in(1);
    in(40);

    assertThat(range()).containsExactly(0, 41);
  }

  @Test
  void shouldBeginWhereTheQueueHoldsBuffersAlready() {
    inside = 5;
    looked(30);
    in(1);
    out(2);

    assertThat(range()).containsExactly(4, 6);
  }

  @Test
  void shouldNotTakeForInsideWhatAFlushThrewAway() {
    looked(30);
    in(20);
    flow.emptied();
    inside = 0;
    records.startLevelAgain(cells.index());

    in(1);
    out(1);

    assertThat(range()).containsExactly(0, 1);
  }

  @Test
  void shouldLearnWithinASecondThatBuffersGotLost() {
    looked(30);
    in(20);
    inside = 0; // without a word
    looked(30, SECOND);
    looked(30, 2 * SECOND);
    records.startLevelAgain(cells.index());

    in(1);
    out(1);

    assertThat(range()).containsExactly(0, 1);
  }

  @Test
  void shouldHaveOnlySamplesWhereTheLevelCannotBeFollowed() {
    looked(30);
    flow.unknown();
    in(20);
    out(20);

    assertThat(range()).containsExactly(0, 0);
  }

  @Test
  void shouldTellNothingWhereTheLevelIsNotKnown() {
    cells.level(new QueueLevel(QueueLevel.UNKNOWN, 7, QueueLevel.UNKNOWN, 0, 0, 0, 1));

    assertThat(range()).containsExactly(QueueLevel.UNKNOWN, QueueLevel.UNKNOWN);
    assertThat(measured.queueLength()).isEqualTo(StageReader.UNKNOWN);
  }

  @Test
  void shouldNotShowTheRangeOfAStageThatWasThereBefore() {
    looked(30);
    in(9);
    measured.counters.remove(cells);
    StageCells back = measured.counters.stage("stage", "queue", StageKind.QUEUE).orElseThrow();

    assertThat(measured.counters.reader().stages().get(back.index()).level()).isEmpty();
  }
}
