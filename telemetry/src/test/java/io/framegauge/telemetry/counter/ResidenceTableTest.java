package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;
import static io.framegauge.telemetry.counter.ResidenceTable.NO_SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResidenceTableTest {
  private static final long NONE = -1;
  private static final long FRAME = 33_366_666;

  private final Measured measured = new Measured();
  private final ResidenceTable table = new ResidenceTable(measured.stage.place());

  /// What a sequence of buffers is like.
  enum Flow {
    IN_ORDER(8, 0, 0, 0),
    REORDERED(8, 0, 0, 0),
    DUPLICATED(8, 0.3, 0, 0),
    WITHOUT_TIMESTAMPS(8, 0, 0.3, 0),
    DROPPING(8, 0, 0, 0.2),
    EVERYTHING(30, 0.2, 0.1, 0.1);

    private final int inside;
    private final double duplicated;
    private final double untimed;
    private final double dropped;

    Flow(int inside, double duplicated, double untimed, double dropped) {
      this.inside = inside;
      this.duplicated = duplicated;
      this.untimed = untimed;
      this.dropped = dropped;
    }

    boolean inOrder() {
      return this != REORDERED && this != EVERYTHING;
    }
  }

  /// The same rules with an unbounded map.
  private static final class Model {
    private static final class Entry {
      long enteredAt;
      int copies = 1;
      boolean shared;
    }

    private final Map<Long, Entry> inside = new HashMap<>();

    void enter(long pts, long now) {
      if (pts != NONE) {
        Entry entry = inside.get(pts);
        if (entry != null) {
          entry.copies++;
          entry.shared = true;
        } else {
          entry = new Entry();
          entry.enteredAt = now;
          inside.put(pts, entry);
        }
      }
    }

    long leave(long pts, long now) {
      Entry entry = inside.get(pts);
      if (entry == null) {
        return NO_SAMPLE;
      }
      if (--entry.copies == 0) {
        inside.remove(pts);
      }
      return entry.shared ? NO_SAMPLE : now - entry.enteredAt;
    }

    int copies() {
      return inside.values().stream().mapToInt(entry -> entry.copies).sum();
    }
  }

  @ParameterizedTest
  @EnumSource(Flow.class)
  void shouldAnswerLikeAModelWithoutBounds(Flow flow) {
    for (int seed = 1; seed <= 5; seed++) {
      agree(flow, new Random(seed));
    }
  }

  private static void agree(Flow flow, Random random) {
    Measured cells = new Measured();
    ResidenceTable subject = new ResidenceTable(cells.stage.place());
    Model model = new Model();
    List<Long> inside = new ArrayList<>();
    long pts = 0;
    long now = 1_000;
    long left = 0;
    for (int step = 0; step < 4_000; step++) {
      now += 1 + random.nextInt(1_000_000);
      if (inside.size() < flow.inside && (inside.isEmpty() || random.nextBoolean())) {
        pts += random.nextDouble() < flow.duplicated ? 0 : FRAME;
        long entering = random.nextDouble() < flow.untimed ? NONE : pts;
        subject.enter(entering, now);
        model.enter(entering, now);
        inside.add(entering);
      } else {
        long leaving = inside.remove(flow.inOrder() ? 0 : random.nextInt(inside.size()));
        if (random.nextDouble() < flow.dropped) {
          subject.forget(leaving);
          model.leave(leaving, now);
        } else {
          assertThat(subject.leave(leaving, now)).isEqualTo(model.leave(leaving, now));
          left++;
        }
      }
    }
    assertThat(cells.expired()).isZero();
    assertThat(cells.inserted() - cells.gone()).isEqualTo(model.copies());
    assertThat(cells.leavers()).isEqualTo(left);
  }

  @Test
  void shouldGiveNoBufferTheTimeOfAThirdWithItsTimestamp() {
    table.enter(FRAME, 10);
    table.enter(FRAME, 20);
    assertThat(table.leave(FRAME, 30)).isEqualTo(NO_SAMPLE);
    table.enter(FRAME, 40);

    assertThat(table.leave(FRAME, 50)).isEqualTo(NO_SAMPLE);
    assertThat(table.leave(FRAME, 60)).isEqualTo(NO_SAMPLE);
    table.enter(FRAME, 70);
    assertThat(table.leave(FRAME, 75)).isEqualTo(5);
    assertThat(measured.leavers()).isEqualTo(4);
    assertThat(measured.inserted()).isEqualTo(4).isEqualTo(measured.gone());
  }

  @Test
  void shouldExpireTheRoundBeforeOfALoopAndMeasureTheNextOneAgain() {
    int round = 2_000;
    long now = 0;
    for (int loop = 0; loop < 3; loop++) {
      for (int frame = 0; frame < round; frame++) {
        table.enter(frame * FRAME, now);
        if (loop > 0 || frame % 10 != 0) { // in the first round each tenth frame is dropped inside
          table.leave(frame * FRAME, now + 7);
        }
        now += 100;
      }
    }

    assertThat(measured.expired()).isEqualTo(round / 10);
    assertThat(measured.cell(S_AMBIGUOUS)).isLessThanOrEqualTo(round / 10);
    assertThat(measured.leavers()).isEqualTo(3 * round - round / 10);
    assertThat(measured.inserted()).isEqualTo(measured.gone());
  }

  @Test
  void shouldCountAsExpiredWhatNeverLeaves() {
    int frames = 50_000;
    for (int frame = 0; frame < frames; frame++) {
      table.enter(frame * FRAME, frame);
    }

    long inside = measured.inserted() - measured.gone();
    assertThat(measured.inserted()).isEqualTo(frames);
    assertThat(measured.cell(S_REMOVED)).isZero();
    assertThat(inside).isBetween(1L, (long) ResidenceTable.SLOTS);
    long found = 0;
    for (int frame = 0; frame < frames; frame++) {
      long sample = table.leave(frame * FRAME, frame + 5L);
      assertThat(sample).isIn(NO_SAMPLE, 5L);
      found += sample == 5 ? 1 : 0;
    }
    assertThat(found).isEqualTo(inside);
    assertThat(measured.leavers()).isEqualTo(frames);
    assertThat(measured.inserted()).isEqualTo(measured.gone());
  }

  @Test
  void shouldKeepTheAnswersRightWhenMoreAreInFlightThanSlots() {
    int inFlight = 3 * ResidenceTable.SLOTS;
    int frames = 20_000;
    for (int frame = 0; frame < frames + inFlight; frame++) {
      if (frame < frames) {
        table.enter(frame * FRAME, frame * 10L);
      }
      int leaving = frame - inFlight;
      if (leaving >= 0) {
        assertThat(table.leave(leaving * FRAME, frame * 10L)).isIn(NO_SAMPLE, inFlight * 10L);
      }
    }

    assertThat(measured.leavers()).isEqualTo(frames);
    assertThat(measured.inserted()).isEqualTo(frames).isEqualTo(measured.gone());
  }

  /// The default level of a queue is 200 buffers; a good hash finds a place for each.
  @ParameterizedTest
  @ValueSource(
      longs = {1, 1_000, 21_333_333, 33_333_333, 33_366_666, 40_000_000, 1L << 22, 1L << 40})
  void shouldHaveRoomForAFullQueueWhateverTheFrameRate(long duration) {
    int inFlight = 200;
    int frames = 20_000;
    for (int frame = 0; frame < frames; frame++) {
      table.enter(frame * duration, frame);
      if (frame >= inFlight) {
        table.leave((frame - inFlight) * duration, frame);
      }
    }

    assertThat(measured.expired()).isLessThanOrEqualTo(frames / 10_000);
    assertThat(measured.cell(S_MATCHED)).isGreaterThanOrEqualTo(frames - inFlight - 2L);
  }

  @Test
  void shouldTakeTimestampsThatNoClockGivesForNone() {
    for (long pts : new long[] {-1, -2, Long.MIN_VALUE, Long.MIN_VALUE + 1}) {
      table.enter(pts, 5);
      assertThat(table.leave(pts, 9)).isEqualTo(NO_SAMPLE);
      table.forget(pts);
    }
    table.enter(Long.MAX_VALUE, 5);
    assertThat(table.leave(Long.MAX_VALUE, 9)).isEqualTo(4);
    assertThat(measured.cell(S_ENTERED)).isEqualTo(5);
    assertThat(measured.inserted()).isEqualTo(1).isEqualTo(measured.gone());
  }

  @Test
  void shouldNotAnswerANegativeTime() {
    table.enter(FRAME, 100);

    assertThat(table.leave(FRAME, 90)).isZero();
  }

  @Test
  void shouldExpireWhatWasSwallowedOnceMuchLaterEntriesHaveLeft() {
    int frames = 5_000;
    for (int frame = 0; frame < frames; frame++) {
      table.enter(frame * FRAME, frame);
      if (frame % 3 == 0) {
        assertThat(table.leave(frame * FRAME, frame + 5L)).isEqualTo(5);
      }
    }
    long swallowed = frames - measured.cell(S_MATCHED);
    assertThat(measured.cell(S_OVERTAKEN))
        .isBetween(swallowed - ResidenceTable.OVERTAKEN, swallowed);

    table.endEnters();
    table.enter(frames * FRAME, frames);
    table.endLeaves();

    assertThat(measured.expired()).isEqualTo(swallowed);
    assertThat(table.leave(frames * FRAME, frames + 5L)).isEqualTo(5);
    assertThat(measured.inserted()).isEqualTo(measured.gone());
  }

  @Test
  void shouldExpireAllThatEnteredBeforeALongAbsenceOfLeavers() {
    int absent = 50_000;
    for (int frame = 0; frame < absent; frame++) {
      table.enter(frame * FRAME, frame);
    }
    for (int frame = absent; frame < absent + ResidenceTable.OVERTAKEN + 1; frame++) {
      table.enter(frame * FRAME, frame);
      assertThat(table.leave(frame * FRAME, frame + 5L)).isEqualTo(5);
    }

    assertThat(measured.expired()).isEqualTo(absent);
    assertThat(measured.inserted()).isEqualTo(measured.gone());
  }

  @Test
  void shouldForgetAllThatIsInsideWhenItIsFlushed() {
    for (int frame = 0; frame < 100; frame++) {
      table.enter(frame * FRAME, frame);
    }

    table.flushed();

    assertThat(measured.cell(S_FORGOTTEN)).isEqualTo(100);
    assertThat(measured.queueLength()).isZero();
    table.enter(50 * FRAME, 1_000);
    assertThat(table.leave(50 * FRAME, 1_007)).isEqualTo(7);
    assertThat(measured.expired()).isZero();
  }

  @Test
  void shouldNotGiveUpWhatAReorderingStageHolds() {
    for (int frame = 0; frame < 10_000; frame++) {
      table.enter(frame * FRAME, frame);
      int back = frame - frame % 300 - 1; // groups of 300 leave the wrong way round
      if (back >= 0) {
        int leaving = back - frame % 300;
        assertThat(table.leave(leaving * FRAME, frame)).isEqualTo(frame - leaving);
      }
    }
    assertThat(measured.expired()).isZero();
  }
}
