package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One thread enters and another one leaves, at full speed. The time of entry follows from the
/// timestamp, so that each answer can be checked: it is the buffer's own or none.
class ResidenceTableUnderLoadTest {
  private static final int FRAMES = 300_000;
  private static final int DROPPED_EACH = 17;
  private static final long DURATION = 40_000_000;
  private static final long STAY = 1L << 60;
  private static final int END = -1;

  private final Measured measured = new Measured();
  private final ResidenceTable table = new ResidenceTable(measured.stage.place());

  @ParameterizedTest
  @ValueSource(ints = {8, 200, 5_000})
  void shouldLoseNoBufferAndMixNoTimes(int inFlight) throws Exception {
    BlockingQueue<Integer> inside = new ArrayBlockingQueue<>(inFlight);
    CompletableFuture<Long> leaving = CompletableFuture.supplyAsync(() -> leaveAll(inside, 0));
    long forgotten = 0;
    for (int frame = 0; frame < FRAMES; frame++) {
      table.enter(pts(frame), enteredAt(pts(frame)));
      if (frame % DROPPED_EACH == 0) {
        table.forget(pts(frame));
        forgotten++;
      } else {
        inside.put(frame);
      }
    }
    inside.put(END);
    long wrong = leaving.get(60, TimeUnit.SECONDS);

    assertThat(wrong).isZero();
    assertThat(measured.cell(S_ENTERED)).isEqualTo(FRAMES);
    assertThat(measured.leavers()).isEqualTo(FRAMES - forgotten);
    assertThat(measured.inserted()).isEqualTo(FRAMES).isEqualTo(measured.gone());
    assertThat(measured.cell(S_FORGOTTEN)).isLessThanOrEqualTo(forgotten);
    if (inFlight <= 200) {
      assertThat(measured.cell(S_MATCHED)).isGreaterThan((FRAMES - forgotten) * 99 / 100);
    }
    if (inFlight == 8) { // there is always a slot near by
      assertThat(measured.cell(S_MATCHED)).isEqualTo(FRAMES - forgotten);
      assertThat(measured.cell(S_FORGOTTEN)).isEqualTo(forgotten);
    }
  }

  /// The leaving thread looks for what was swallowed, while the entering one drops what just came.
  @Test
  void shouldFindWhatItDropsWhileOthersLeave() throws Exception {
    AtomicInteger newest = new AtomicInteger(-1);
    CompletableFuture<Void> leaving = CompletableFuture.runAsync(() -> leaveTheOdd(newest));
    for (int frame = 0; frame < FRAMES; frame++) {
      table.enter(pts(frame), enteredAt(pts(frame)));
      if (frame % 2 == 0) {
        table.forget(pts(frame));
      }
      newest.setRelease(frame);
    }
    leaving.get(60, TimeUnit.SECONDS);

    assertThat(measured.gone()).isEqualTo(FRAMES);
  }

  private void leaveTheOdd(AtomicInteger newest) {
    for (int frame = 1; frame < FRAMES; frame += 2) {
      while (newest.getAcquire() < frame) {
        Thread.onSpinWait();
      }
      table.leave(pts(frame), enteredAt(pts(frame)) + STAY);
    }
  }

  @Test
  void shouldCountEachBufferOnceWhenTimestampsRepeat() throws Exception {
    BlockingQueue<Integer> inside = new ArrayBlockingQueue<>(64);
    CompletableFuture<Long> leaving = CompletableFuture.supplyAsync(() -> leaveAll(inside, 3));
    long forgotten = 0;
    for (int frame = 0; frame < FRAMES; frame++) {
      long pts = pts(frame >> 3); // eight in a row with the same one
      table.enter(pts, enteredAt(pts));
      if (frame % DROPPED_EACH == 0) {
        table.forget(pts);
        forgotten++;
      } else {
        inside.put(frame);
      }
    }
    inside.put(END);

    assertThat(leaving.get(60, TimeUnit.SECONDS)).isZero();
    assertThat(measured.leavers()).isEqualTo(FRAMES - forgotten);
    assertThat(measured.inserted()).isEqualTo(FRAMES);
    assertThat(measured.cell(S_REMOVED)).isEqualTo(FRAMES - forgotten);
    assertThat(measured.cell(S_FORGOTTEN)).isEqualTo(forgotten);
    assertThat(measured.expired()).isZero();
  }

  /// Answers how many times were not the buffer's own.
  private long leaveAll(BlockingQueue<Integer> inside, int shift) {
    try {
      long wrong = 0;
      for (int frame = inside.take(); frame != END; frame = inside.take()) {
        long pts = pts(frame >> shift);
        long sample = table.leave(pts, enteredAt(pts) + STAY);
        wrong += sample == ResidenceTable.NO_SAMPLE || sample == STAY ? 0 : 1;
      }
      return wrong;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long pts(int frame) {
    return frame * DURATION;
  }

  private static long enteredAt(long pts) {
    return pts * 31 + 7;
  }
}
