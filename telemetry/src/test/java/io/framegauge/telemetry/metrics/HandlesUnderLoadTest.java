package io.framegauge.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.framegauge.telemetry.counter.Limits;
import io.framegauge.telemetry.counter.LiveCounters;
import io.framegauge.telemetry.record.FamilyValues;
import io.framegauge.telemetry.record.FamilyValues.Distribution;
import io.framegauge.telemetry.record.FamilyValues.SeriesValue;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class HandlesUnderLoadTest {
  private static final int WRITES = 1_000_000;

  private final LiveCounters counters =
      LiveCounters.create("test", UUID.randomUUID(), new Limits(4, 4, 4, 50_000), 0, 0, 0);
  private final Families families = new Families(counters.series(), ExtraLabels.NONE);

  @Test
  void shouldAllocateNothingThroughAHeldHandle() {
    Counter counter = families.counterFamily("frames", "Frames", "", "a").labels("x");
    Gauge gauge = families.gaugeFamily("level", "Level", "", "a").labels("x");
    Histogram histogram =
        families.histogramFamily("stay", "", "", HistogramFamily.SECONDS, "a").labels("x");
    State state = families.stateFamily("mode", "", List.of("day", "night"), "a").labels("x");
    Handles handles = new Handles(counter, gauge, histogram, state);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    write(handles); // until compiled
    write(handles);

    long before = threads.getThreadAllocatedBytes(thread);
    long nothing = threads.getThreadAllocatedBytes(thread) - before;
    before = threads.getThreadAllocatedBytes(thread);
    write(handles);
    long allocated = threads.getThreadAllocatedBytes(thread) - before - nothing;

    assertThat(allocated).isZero();
    assertThat(counter.get()).isEqualTo(3L * WRITES);
    assertThat(gauge.get()).isEqualTo(1.5 * WRITES);
    assertThat(histogram.count()).isEqualTo(3L * WRITES);
    assertThat(state.get()).isEqualTo("night");
  }

  @Test
  void shouldLoseNoIncrementOfManyThreads() throws InterruptedException {
    CounterFamily family = families.counterFamily("frames", "Frames", "", "a");
    GaugeFamily levels = families.gaugeFamily("level", "Level", "", "a");
    inParallel(
        4,
        () -> {
          for (int i = 0; i < 10_000; i++) {
            family.inc(1, "x" + i % 10);
            levels.inc(1, "x" + i % 10);
          }
        });

    for (int i = 0; i < 10; i++) {
      assertThat(family.get("x" + i)).hasValue(4_000);
      assertThat(levels.get("x" + i)).hasValue(4_000);
    }
  }

  @Test
  void shouldGiveOneFamilyToManyThreads() throws InterruptedException {
    List<CounterFamily> given = new ArrayList<>();
    inParallel(
        8,
        () -> {
          CounterFamily family = families.counterFamily("frames", "Frames", "");
          synchronized (given) {
            given.add(family);
          }
        });

    assertThat(given).hasSize(8).containsOnly(given.getFirst());
    assertThat(counters.reader().families()).hasSize(1);
  }

  private record Handles(Counter counter, Gauge gauge, Histogram histogram, State state) {}

  private static void write(Handles handles) {
    for (int i = 0; i < WRITES; i++) {
      handles.counter.inc();
      handles.gauge.inc(0.5);
      handles.histogram.observe(i % 20);
      handles.state.set(i % 2 == 0 ? "day" : "night");
    }
  }

  /// Every value observed is 1, so that sum and count of whatever is read have to be the same; what
  /// is read while series are set back and deleted never goes down without another time of
  /// creation.
  @Test
  void shouldShowReadersWholeSeriesWhileTheyAreWritten() throws InterruptedException {
    Histogram histogram = families.histogramFamily("stay", "", "", List.of(1.0, 2.0)).labels();
    Counter counter = families.counterFamily("frames", "", "").labels();
    AtomicBoolean done = new AtomicBoolean();
    Map<String, long[]> last = new HashMap<>();
    AtomicInteger whole = new AtomicInteger();
    inParallel(
        4,
        new Runnable[] {
          () -> write(histogram, counter, done),
          () -> write(histogram, counter, done),
          () -> resets(done),
          () -> {
            try {
              for (int i = 0; i < 20_000; i++) {
                whole.addAndGet(readWhole(last));
              }
            } finally {
              done.set(true);
            }
          }
        });

    assertThat(whole.get()).isPositive();
  }

  private void write(Histogram histogram, Counter counter, AtomicBoolean done) {
    while (!done.get()) {
      for (int i = 0; i < 50; i++) {
        histogram.observe(1);
        counter.inc();
      }
      LockSupport.parkNanos(20_000);
    }
  }

  private void resets(AtomicBoolean done) {
    while (!done.get()) {
      families.reset();
      LockSupport.parkNanos(1_000_000);
    }
  }

  /// How many histograms were read whole.
  private int readWhole(Map<String, long[]> last) {
    int whole = 0;
    for (FamilyValues family : counters.reader().families()) {
      for (SeriesValue series : family.series()) {
        long count = series.distribution().map(Distribution::count).orElse(series.bits());
        long[] before = last.put(family.name(), new long[] {count, series.createdMillis()});
        if (before != null && count < before[0]) {
          assertThat(series.createdMillis()).isGreaterThan(before[1]);
        }
        if (series.distribution().isPresent() && series.distribution().get().sum() == count) {
          whole++;
        }
      }
    }
    return whole;
  }

  private static void inParallel(int count, Runnable work) throws InterruptedException {
    Runnable[] works = new Runnable[count];
    Arrays.fill(works, work);
    inParallel(count, works);
  }

  private static void inParallel(int count, Runnable[] works) throws InterruptedException {
    CyclicBarrier start = new CyclicBarrier(count);
    List<Throwable> failures = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (Runnable work : works) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  start.await();
                  work.run();
                } catch (Throwable e) {
                  synchronized (failures) {
                    failures.add(e);
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
  }
}
