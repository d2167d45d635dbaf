package io.framegauge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerTest {
  private static final long MILLI = 1_000_000;

  private final Recording recording = new Recording(Optional.empty(), Optional.of(0.1));
  private final Sampler sampler = new Sampler(recording.recorder, 100 * MILLI);

  private long cut() {
    return recording.count(RecordType.TIMESTAMP);
  }

  /// The clock of the machine may stand anywhere, also shortly before its overflow.
  @ParameterizedTest
  @ValueSource(longs = {0, 123_456_789, -50 * MILLI, Long.MAX_VALUE - 150 * MILLI})
  void shouldRecordAtEachPeriodAndSampleInBetween(long start) {
    List<Long> sampled = new ArrayList<>();
    sampler.onSample(now -> sampled.add((now - start) / MILLI));
    sampler.begin(start);

    long now = start;
    List<String> turns = new ArrayList<>();
    for (int turn = 0; turn < 7; turn++) {
      long wait = sampler.doWork(now);
      turns.add((now - start) / MILLI + ": " + cut());
      now += wait;
    }

    assertThat(turns)
        .containsExactly("0: 0", "50: 0", "100: 1", "150: 1", "200: 2", "250: 2", "300: 3");
    assertThat(sampled).containsExactly(0L, 50L, 100L, 150L, 200L, 250L, 300L);
  }

  @Test
  void shouldNotDriftWhenItWakesUpLate() {
    sampler.begin(0);
    long now = 0;
    for (int turn = 0; turn < 2_000; turn++) {
      now += sampler.doWork(now) + 7 * MILLI; // late each time
    }
    sampler.doWork(now);

    assertThat(cut()).isEqualTo(now / (100 * MILLI)).isLessThan(1_000);
  }

  @Test
  void shouldCutOneRecordForPeriodsSleptThroughAndStayOnTheGrid() {
    sampler.begin(0);
    sampler.doWork(99 * MILLI);
    assertThat(cut()).isZero();

    sampler.doWork(570 * MILLI);
    assertThat(cut()).isEqualTo(1);
    sampler.doWork(599 * MILLI);
    assertThat(cut()).isEqualTo(1);
    long wait = sampler.doWork(600 * MILLI);

    assertThat(cut()).isEqualTo(2);
    assertThat(wait).isLessThanOrEqualTo(50 * MILLI);
  }

  @Test
  void shouldOnlySampleWithoutATimePeriod() {
    Sampler withoutPeriod = new Sampler(recording.recorder, Recorder.OFF);
    AtomicInteger samples = new AtomicInteger();
    withoutPeriod.onSample(now -> samples.incrementAndGet());
    withoutPeriod.begin(0);

    assertThat(withoutPeriod.doWork(0)).isEqualTo(50 * MILLI);
    withoutPeriod.doWork(1_000_000 * MILLI);

    assertThat(samples).hasValue(2);
    assertThat(recording.records()).isEmpty();
  }

  @Test
  void shouldGoOnWithoutASampleThatFails() {
    AtomicInteger good = new AtomicInteger();
    AtomicInteger bad = new AtomicInteger();
    sampler.onSample(now -> {
      bad.incrementAndGet();
      throw new IllegalStateException("gone");
    });
    sampler.onSample(now -> {
      bad.incrementAndGet();
      throw new StackOverflowError();
    });
    sampler.onSample(now -> good.incrementAndGet());
    sampler.begin(0);

    sampler.doWork(0);
    sampler.doWork(100 * MILLI);

    assertThat(bad).hasValue(2);
    assertThat(good).hasValue(2);
    assertThat(cut()).isEqualTo(1);
  }

  @Test
  void shouldSampleOnceMoreWhenItIsStoppedAndThenNoMore() throws InterruptedException {
    CountDownLatch first = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    AtomicInteger samples = new AtomicInteger();
    sampler.onSample(now -> {
      threads.add(Thread.currentThread());
      samples.incrementAndGet();
      first.countDown();
    });
    sampler.start();
    assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
    int before = samples.get();

    sampler.stop();

    assertThat(samples.get()).isGreaterThan(before);
    assertThat(threads.getFirst().getName()).isEqualTo("framegauge-sampler");
    assertThat(threads.getFirst().isAlive()).isFalse();
    sampler.stop();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.5, 1, 31_622_400})
  void shouldTakePeriodsInFractionsOfSeconds(double seconds) {
    assertThat(Recorder.nanos(seconds)).isEqualTo((long) (seconds * 1e9));
  }
}
