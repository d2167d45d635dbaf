package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.Residence;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LatencyWindowTest {
  private static final Executor OWN_THREAD = task -> Thread.ofPlatform().daemon().start(task);

  private final Measured measured = new Measured();
  private final LinkCells in =
      measured.counters.link(measured.source, measured.stage).orElseThrow();
  private final LinkCells out = measured.counters.link(measured.stage, measured.sink).orElseThrow();
  private final RecordCells frames = measured.counters.frameRecordCells();
  private final RecordCells times = measured.counters.timestampRecordCells();
  private long pts;

  @BeforeEach
  void load() {
    frames.load();
    times.load();
  }

  /// A frame stays in the stage.
  private void stay(long nanos) {
    pts += 40_000_000;
    in.buffer(10, false, 0, pts, pts);
    out.buffer(10, false, 0, pts, pts + nanos);
  }

  private static String cut(RecordCells cells) {
    cells.turnLatencies();
    return taken(cells);
  }

  private static String taken(RecordCells cells) {
    LatencyWindow window = cells.takeLatency(1);
    return window == null
        ? "none"
        : window.minNanos()
            + "-"
            + window.maxNanos()
            + " "
            + window.sumNanos()
            + "/"
            + window.count();
  }

  @Test
  void shouldStartAgainWithEachRecord() {
    stay(30);
    stay(10);
    stay(20);
    assertThat(cut(frames)).isEqualTo("10-30 60/3");
    assertThat(cut(frames)).isEqualTo("none");

    stay(25);

    assertThat(cut(frames)).isEqualTo("25-25 25/1");
  }

  @Test
  void shouldNotStealFromTheOtherWindow() {
    stay(10);
    assertThat(cut(frames)).isEqualTo("10-10 10/1");
    stay(20);
    assertThat(cut(frames)).isEqualTo("20-20 20/1");
    stay(30);

    assertThat(cut(times)).isEqualTo("10-30 60/3");
    assertThat(cut(times)).isEqualTo("none");
    assertThat(cut(frames)).isEqualTo("30-30 30/1");
  }

  @Test
  void shouldCountAStayOfNoTime() {
    stay(0);

    assertThat(cut(frames)).isEqualTo("0-0 0/1");
  }

  @Test
  void shouldBringSamplesOfAnInterruptedWriterIntoTheNextRecord() {
    long writing = linksOffset(Measured.LIMITS) + LINK_BYTES + L_WRITING;
    stay(10);
    LONG.setVolatile(measured.counters.memory(), writing, 5L); // in the middle of a sample
    for (int record = 0; record < 3; record++) {
      assertThat(cut(frames)).isEqualTo("none");
    }
    LONG.setVolatile(measured.counters.memory(), writing, 6L);
    stay(20);

    assertThat(cut(frames)).isEqualTo("10-20 30/2");
    assertThat(cut(frames)).isEqualTo("none");
    assertThat(cut(times)).isEqualTo("10-20 30/2");
  }

  @Test
  void shouldTakeWhatThereWasWhenWindowsWereTurned() {
    stay(10);
    frames.turnLatencies();
    stay(20);
    stay(30);

    assertThat(taken(frames)).isEqualTo("10-10 10/1");
    assertThat(taken(frames)).isEqualTo("none");
    assertThat(cut(frames)).isEqualTo("20-30 50/2");
    assertThat(cut(frames)).isEqualTo("none");
    assertThat(cut(times)).isEqualTo("10-30 60/3");
  }

  @Test
  void shouldTellWhereTheTimeWasSpent() {
    stay(10);
    cut(frames);

    assertThat(frames.latencySource()).isEqualTo(measured.stage.index());
    assertThat(frames.latencyDestination()).isEqualTo(measured.sink.index());
  }

  @Test
  void shouldPutEachStayIntoTheBucketOfItsUpperBound() {
    for (long bound : Residence.BOUNDS_NANOS) {
      stay(bound);
    }
    stay(10_000_000_001L);

    Residence residence =
        measured.counters.reader().stages().get(measured.stage.index()).residence().orElseThrow();
    assertThat(residence.bucketCounts()).hasSize(17).containsOnly(1L);
    assertThat(residence.count()).isEqualTo(17).isEqualTo(residence.matched());
  }

  /// The writer's samples say by their size which they are: 1, 2, 3 … so that sums tell a lost or
  /// doubled one. It goes on until both have cut often.
  @Test
  void shouldAddUpOverAllWindowsWhateverIsCutMeanwhile() throws Exception {
    Totals byFrame = new Totals(frames);
    Totals byTime = new Totals(times);
    CompletableFuture<Long> writing =
        CompletableFuture.supplyAsync(
            () -> {
              long samples = 0;
              while (samples < 300_000 || byFrame.windows.get() < 50 || byTime.windows.get() < 50) {
                stay(++samples);
              }
              return samples;
            },
            OWN_THREAD);
    CompletableFuture<Void> cutting =
        CompletableFuture.runAsync(() -> byTime.cutUntil(writing), OWN_THREAD);
    byFrame.cutUntil(writing);
    cutting.get(60, TimeUnit.SECONDS);

    long samples = writing.get(1, TimeUnit.SECONDS);
    for (Totals totals : List.of(byFrame, byTime)) {
      assertThat(totals.count).isEqualTo(samples);
      assertThat(totals.sum).isEqualTo(samples * (samples + 1) / 2);
      assertThat(totals.torn).isZero();
    }
  }

  /// Samples grow by one, so whole windows follow each other without hole or overlap, and the sum
  /// follows from the ends.
  private static final class Totals {
    private final RecordCells cells;
    private final AtomicLong windows = new AtomicLong();
    private long count;
    private long sum;
    private long torn;
    private long lastMax;

    Totals(RecordCells cells) {
      this.cells = cells;
    }

    void cutUntil(CompletableFuture<?> end) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!end.isDone() && System.nanoTime() < deadline) {
        cut();
      }
      cut();
    }

    private void cut() {
      cells.turnLatencies();
      LatencyWindow window = cells.takeLatency(1);
      if (window != null) {
        long expectedSum = (window.minNanos() + window.maxNanos()) * window.count() / 2;
        boolean whole =
            window.minNanos() == lastMax + 1
                && window.maxNanos() - window.minNanos() + 1 == window.count()
                && window.sumNanos() == expectedSum;
        torn += whole ? 0 : 1;
        lastMax = window.maxNanos();
        count += window.count();
        sum += window.sumNanos();
        windows.incrementAndGet();
      }
    }
  }
}
