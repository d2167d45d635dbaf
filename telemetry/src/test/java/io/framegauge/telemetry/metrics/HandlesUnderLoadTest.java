package io.framegauge.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.framegauge.telemetry.counter.Limits;
import io.framegauge.telemetry.counter.LiveCounters;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

class HandlesUnderLoadTest {
  private static final int WRITES = 1_000_000;

  private final LiveCounters counters =
      LiveCounters.create("test", UUID.randomUUID(), new Limits(4, 4, 4, 100), 0, 0, 0);
  private final Families families = new Families(counters.series(), ExtraLabels.NONE);

  @Test
  void shouldAllocateNothingThroughAHeldHandle() {
    Counter counter = families.counterFamily("frames", "Frames", "", "a").labels("x");
    Gauge gauge = families.gaugeFamily("level", "Level", "", "a").labels("x");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    write(counter, gauge); // until compiled
    write(counter, gauge);

    long before = threads.getThreadAllocatedBytes(thread);
    long nothing = threads.getThreadAllocatedBytes(thread) - before;
    before = threads.getThreadAllocatedBytes(thread);
    write(counter, gauge);
    long allocated = threads.getThreadAllocatedBytes(thread) - before - nothing;

    assertThat(allocated).isZero();
    assertThat(counter.get()).isEqualTo(3L * WRITES);
    assertThat(gauge.get()).isEqualTo(1.5 * WRITES);
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

  private static void write(Counter counter, Gauge gauge) {
    for (int i = 0; i < WRITES; i++) {
      counter.inc();
      gauge.inc(0.5);
    }
  }

  private static void inParallel(int count, Runnable work) throws InterruptedException {
    CyclicBarrier start = new CyclicBarrier(count);
    List<Throwable> failures = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  start.await();
                  work.run();
                } catch (Exception e) {
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
