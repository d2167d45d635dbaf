package io.framegauge.telemetry.counter;

import static io.framegauge.telemetry.counter.CounterLayout.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.FamilyValues.SeriesValue;
import io.framegauge.telemetry.record.SeriesKind;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Reading a count while it is set back, by somebody who is interrupted in the middle of it.
class SeriesReadingTest {
  private static final long CREATED = 1_700_000_000_000L;
  private static final long AGAIN = CREATED + 60_000;

  private final LiveCounters counters =
      LiveCounters.create("test", UUID.randomUUID(), Measured.LIMITS, 0, 0, 1);
  private final long base = seriesOffset(Measured.LIMITS);

  @BeforeEach
  void enter() {
    FamilyEntry family =
        new FamilyEntry(SeriesKind.COUNTER, "frames", "", "", List.of(), List.of(), List.of());
    int index = counters.series().family(family).orElseThrow();
    counters.series().series(index, List.of()).orElseThrow().getAndAdd(7);
    created(-CREATED);
  }

  private void created(long millis) {
    LONG.setVolatile(counters.memory(), base + E_CREATED, millis);
  }

  private void value(long value) {
    LONG.setVolatile(counters.memory(), base + E_VALUE, value);
  }

  private SeriesValue read() {
    return counters.reader().families().getFirst().series().getFirst();
  }

  private FamilySeries row() {
    return counters.reader().familySeries().getFirst();
  }

  @Test
  void shouldWaitForTheNewTimeOfCreation() throws Exception {
    FutureTask<SeriesValue> read = waiting(this::read);
    FutureTask<FamilySeries> row = waiting(this::row);
    value(0);
    created(AGAIN);

    assertThat(read.get().createdMillis()).isEqualTo(AGAIN);
    assertThat(read.get().bits()).isZero();
    assertThat(row.get().createdMillis(0)).isEqualTo(AGAIN);
    assertThat(row.get().bits(0)).isZero();
  }

  /// A reader that has begun, and waits.
  private static <T> FutureTask<T> waiting(Callable<T> reader) {
    FutureTask<T> reading = new FutureTask<>(reader);
    Thread thread = Thread.ofPlatform().daemon().start(reading);
    while (thread.getState() != Thread.State.TIMED_WAITING && !reading.isDone()) {
      Thread.onSpinWait();
    }
    return reading;
  }

  @Test
  void shouldTakeACountForSetBackWhoseWriterDoesNotComeBack() {
    value(0);

    assertThat(read().createdMillis()).isEqualTo(CREATED + 1);
    assertThat(read().bits()).isZero();
    assertThat(row().createdMillis(0)).isEqualTo(CREATED + 1);
    assertThat(row().bits(0)).isZero();
  }
}
