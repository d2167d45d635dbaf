package io.framegauge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.telemetry.counter.TelemetryFileException;
import io.framegauge.telemetry.metrics.CounterFamily;
import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.StageKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a reader that knows nothing but the file is told.
class ObservedRunTest {
  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("city.telemetry");
  }

  private FlowingTelemetry open() {
    return new FlowingTelemetry(file());
  }

  @Test
  void shouldTellTheSameAsTheRunItself() {
    try (FlowingTelemetry flowing = open().frames(25)) {
      Telemetry telemetry = flowing.telemetry;
      telemetry.families().counterFamily("cars", "Cars", "", "lane").labels("left").inc(3);

      ObservedRun seen = ObservedRun.open(file());

      assertThat(seen.identity()).isEqualTo(telemetry.reader().identity());
      assertThat(seen.build()).isEqualTo(FlowingTelemetry.BUILD);
      assertThat(seen.extraLabels().labels()).isEqualTo(Map.of("site", "north", "line", "7"));
      assertThat(seen.settings().framePeriod()).contains(10L);
      assertThat(seen.settings().timePeriodSeconds()).contains(0.5);
      assertThat(seen.settings().history()).isEqualTo(20);
      assertThat(seen.counters().state()).isEqualTo(PipelineState.RUNNING);
      assertThat(seen.counters().stages()).isEqualTo(telemetry.reader().stages()).hasSize(3);
      assertThat(seen.counters().families()).isEqualTo(telemetry.reader().families()).hasSize(1);
      assertThat(seen.history().newerThan(-1, 100))
          .isEqualTo(telemetry.history().newerThan(-1, 100));
      assertThat(seen.history().newerThan(-1, 100).records()).hasSize(4);
      assertThat(seen.info().live().stages()).hasSize(3);
      assertThat(seen.isLive()).isTrue();
    }
  }

  @Test
  void shouldSeeWhatIsWrittenAfterItWasOpened() {
    try (FlowingTelemetry flowing = open()) {
      ObservedRun seen = ObservedRun.open(file());
      assertThat(seen.counters().stages().getLast().frames()).isZero();
      assertThat(seen.history().latest(1, Long.MAX_VALUE).newestId()).isZero();

      flowing.frames(12);

      assertThat(seen.counters().stages().getLast().frames()).isEqualTo(12);
      assertThat(seen.history().latest(1, Long.MAX_VALUE).records().getFirst().frameNo())
          .isEqualTo(12);
    }
  }

  @Test
  void shouldKeepEverythingAfterTheEnd() {
    try (FlowingTelemetry flowing = open()) {
      flowing.frames(25).end();
    }

    ObservedRun seen = ObservedRun.open(file());

    assertThat(seen.isLive()).isFalse();
    assertThat(seen.counters().state()).isEqualTo(PipelineState.ENDED);
    assertThat(seen.counters().stages().getLast().frames()).isEqualTo(25);
    assertThat(seen.history().newerThan(-1, 100).records()).hasSize(6);
  }

  @Test
  void shouldTakeARunWithoutAHeartbeatForOver() {
    try (FlowingTelemetry flowing = open()) {
      flowing.frames(1);
      assertThat(ObservedRun.open(file()).isLive()).isTrue();
      long later = System.nanoTime() + Duration.ofSeconds(3).toNanos();

      ObservedRun seen = ObservedRun.open(file(), InstantSource.system(), () -> later);

      assertThat(seen.isLive()).isFalse();
      assertThat(seen.heartbeatAge()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));
    }
  }

  @Test
  void shouldFollowTheFileOverARestart() {
    ObservedFile observed = new ObservedFile(file());
    assertThatThrownBy(observed::current)
        .isInstanceOf(TelemetryFileException.class)
        .hasMessage("no such telemetry file: " + file());
    ObservedRun first;
    try (FlowingTelemetry flowing = open()) {
      first = observed.current();
      assertThat(first.identity()).isEqualTo(flowing.telemetry.reader().identity());
      assertThat(observed.current()).isSameAs(first);
      flowing.frames(5);
    }
    assertThat(observed.current()).isSameAs(first);
    try (FlowingTelemetry flowing = open()) {
      assertThat(observed.current().identity()).isEqualTo(flowing.telemetry.reader().identity());
      ObservedRun previous = ObservedRun.open(folder.resolve("city.telemetry.previous"));
      assertThat(previous.identity()).isEqualTo(first.identity());
      assertThat(previous.counters().stages().getLast().frames()).isEqualTo(5);
      assertThat(first.counters().stages().getLast().frames()).isEqualTo(5);
    }
  }

  @Test
  void shouldGoOnWithTheLastRunWhenTheFileIsGone() throws Exception {
    ObservedFile observed = new ObservedFile(file());
    try (FlowingTelemetry flowing = open()) {
      ObservedRun run = observed.current();
      Files.delete(file());

      assertThat(observed.current()).isSameAs(run);
      assertThat(run.identity()).isEqualTo(flowing.telemetry.reader().identity());
    }
  }

  @Test
  void shouldTellWhatDidNotFit() {
    try (FlowingTelemetry flowing = open()) {
      Telemetry telemetry = flowing.telemetry;
      for (int i = 0; i < 7; i++) { // five fit beside the three that are there
        telemetry.counters().stage("more" + i, "factory", StageKind.ELEMENT);
      }
      CounterFamily cars = telemetry.families().counterFamily("cars", "", "", "lane");
      for (int i = 0; i < 103; i++) {
        cars.labels("" + i);
      }

      assertThat(ObservedRun.open(file()).info().refused())
          .isEqualTo(Map.of("stages", 2L, "links", 0L, "families", 0L, "series", 3L));
    }
  }
}
