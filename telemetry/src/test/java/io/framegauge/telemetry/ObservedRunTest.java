package io.framegauge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framegauge.telemetry.counter.LinkCells;
import io.framegauge.telemetry.counter.StageCells;
import io.framegauge.telemetry.counter.TelemetryFileException;
import io.framegauge.telemetry.metrics.ExtraLabels;
import io.framegauge.telemetry.prometheus.WebConfig;
import io.framegauge.telemetry.record.Build;
import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.StageKind;
import io.framegauge.telemetry.zeromq.HistoryServerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a reader that knows nothing but the file is told.
class ObservedRunTest {
  static final Build BUILD = new Build("0.1.0", "25.0.3", "1.22.0");

  @TempDir private Path folder;

  static TelemetryConfig config(FileSetting file) {
    return new TelemetryConfig(
        new TelemetryConfig.Metrics(
            true,
            Optional.of(10L),
            Optional.of(0.5),
            20,
            new ExtraLabels(Map.of("site", "north", "line", "7")),
            Optional.empty(),
            8,
            100),
        file,
        new WebConfig(false, "127.0.0.1", 0),
        new HistoryServerConfig(
            false,
            HistoryServerConfig.DEFAULT_ENDPOINT,
            HistoryServerConfig.DEFAULT_STREAM_ENDPOINT,
            Optional.empty()));
  }

  private Path file() {
    return folder.resolve("city.telemetry");
  }

  private Telemetry open() {
    return Telemetry.open("city", config(new FileSetting.At(file())), BUILD);
  }

  /// A source and a sink with a link between them, and frames that went over it.
  private static void flow(Telemetry telemetry, int frames) {
    StageCells source = telemetry.counters().stage("a", "src", StageKind.SOURCE).orElseThrow();
    StageCells sink = telemetry.counters().stage("b", "sink", StageKind.SINK).orElseThrow();
    LinkCells link = telemetry.counters().link(source, sink).orElseThrow();
    link.media(true, false);
    telemetry.recorder().frameStage(sink.index());
    telemetry.recorder().initial();
    for (int frame = 1; frame <= frames; frame++) {
      link.buffer(100, false, 2, frame, frame);
      telemetry.recorder().framesLeft(frame);
    }
  }

  @Test
  void shouldTellTheSameAsTheRunItself() {
    try (Telemetry telemetry = open()) {
      telemetry.running();
      flow(telemetry, 25);
      telemetry.families().counterFamily("cars", "Cars", "", "lane").labels("left").inc(3);

      ObservedRun seen = ObservedRun.open(file());

      assertThat(seen.identity()).isEqualTo(telemetry.reader().identity());
      assertThat(seen.build()).isEqualTo(BUILD);
      assertThat(seen.extraLabels().labels()).isEqualTo(Map.of("site", "north", "line", "7"));
      assertThat(seen.settings().framePeriod()).contains(10L);
      assertThat(seen.settings().timePeriodSeconds()).contains(0.5);
      assertThat(seen.settings().history()).isEqualTo(20);
      assertThat(seen.counters().state()).isEqualTo(PipelineState.RUNNING);
      assertThat(seen.counters().stages()).isEqualTo(telemetry.reader().stages()).hasSize(2);
      assertThat(seen.counters().families()).isEqualTo(telemetry.reader().families()).hasSize(1);
      assertThat(seen.history().newerThan(-1, 100))
          .isEqualTo(telemetry.history().newerThan(-1, 100));
      assertThat(seen.history().newerThan(-1, 100).records()).hasSize(3);
      assertThat(seen.info().live().stages()).hasSize(2);
      assertThat(seen.isLive()).isTrue();
    }
  }

  @Test
  void shouldSeeWhatIsWrittenAfterItWasOpened() {
    try (Telemetry telemetry = open()) {
      ObservedRun seen = ObservedRun.open(file());
      assertThat(seen.counters().stages()).isEmpty();
      assertThat(seen.history().latest(1, Long.MAX_VALUE).newestId()).isEqualTo(-1);

      flow(telemetry, 12);

      assertThat(seen.counters().stages().getLast().frames()).isEqualTo(12);
      assertThat(seen.history().latest(1, Long.MAX_VALUE).records().getFirst().frameNo())
          .isEqualTo(10);
    }
  }

  @Test
  void shouldKeepEverythingAfterTheEnd() {
    try (Telemetry telemetry = open()) {
      flow(telemetry, 25);
      telemetry.end(PipelineState.ENDED);
    }

    ObservedRun seen = ObservedRun.open(file());

    assertThat(seen.isLive()).isFalse();
    assertThat(seen.counters().state()).isEqualTo(PipelineState.ENDED);
    assertThat(seen.counters().stages().getLast().frames()).isEqualTo(25);
    assertThat(seen.history().newerThan(-1, 100).records()).hasSize(5);
  }

  @Test
  void shouldTakeARunWithoutAHeartbeatForOver() {
    try (Telemetry telemetry = open()) {
      telemetry.start();
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
    try (Telemetry telemetry = open()) {
      first = observed.current();
      assertThat(first.identity()).isEqualTo(telemetry.reader().identity());
      assertThat(observed.current()).isSameAs(first);
      flow(telemetry, 5);
    }
    assertThat(observed.current()).isSameAs(first);
    try (Telemetry telemetry = open()) {
      assertThat(observed.current().identity()).isEqualTo(telemetry.reader().identity());
      ObservedRun previous = ObservedRun.open(folder.resolve("city.telemetry.previous"));
      assertThat(previous.identity()).isEqualTo(first.identity());
      assertThat(previous.counters().stages().getLast().frames()).isEqualTo(5);
      assertThat(first.counters().stages().getLast().frames()).isEqualTo(5);
    }
  }

  @Test
  void shouldGoOnWithTheLastRunWhenTheFileIsGone() throws Exception {
    ObservedFile observed = new ObservedFile(file());
    try (Telemetry telemetry = open()) {
      ObservedRun run = observed.current();
      Files.delete(file());

      assertThat(observed.current()).isSameAs(run);
      assertThat(run.identity()).isEqualTo(telemetry.reader().identity());
    }
  }
}
