package io.framegauge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.StageLatency;
import io.framegauge.telemetry.record.StageStat;
import io.framegauge.telemetry.record.StatRecord;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RecorderTest {
  private static final Optional<Double> TEN_SECONDS = Optional.of(10.0);
  private static final Executor OWN_THREAD = task -> Thread.ofPlatform().daemon().start(task);

  @Test
  void shouldCutAFrameRecordAtEachPeriod() {
    Recording recording = new Recording(Optional.of(3L), Optional.empty());
    recording.recorder.initial();
    for (int i = 0; i < 10; i++) {
      recording.frame();
    }

    assertThat(recording.shown())
        .containsExactly("initial 0 (0)", "frame 3 (3)", "frame 6 (3)", "frame 9 (3)");
    assertThat(recording.records()).extracting(StatRecord::id).containsExactly(0L, 1L, 2L, 3L);
    assertThat(recording.recorder.framesLeft()).isEqualTo(10);
  }

  @Test
  void shouldCutEachFrameWhenThePeriodIsOne() {
    Recording recording = new Recording(Optional.of(1L), Optional.empty());
    recording.recorder.initial();
    recording.frame();
    recording.frame();

    assertThat(recording.shown()).containsExactly("initial 0 (0)", "frame 1 (1)", "frame 2 (1)");
  }

  @Test
  void shouldCutOneRecordWhenAListCrossesSeveralPeriods() {
    Recording recording = new Recording(Optional.of(3L), Optional.empty());
    recording.recorder.initial();
    recording.frame();
    recording.list(10);
    recording.frame();
    recording.frame();
    recording.frame();

    assertThat(recording.shown()).containsExactly("initial 0 (0)", "frame 11 (11)", "frame 14 (3)");
  }

  @Test
  void shouldCopyTheLiveCells() {
    Recording recording = new Recording(Optional.of(2L), Optional.empty());
    recording.recorder.initial();
    recording.frame();
    recording.frame();

    StatRecord record = recording.records().getLast();
    assertThat(record.frameNo()).isEqualTo(2);
    assertThat(record.objectCounter()).isEqualTo(2);
    StageLatency stay = new StageLatency("stage", 5, 5, 5.0, 2);
    assertThat(record.stageStats())
        .containsExactly(
            new StageStat("source", OptionalLong.of(0), 2, 2, 0, List.of()),
            new StageStat("stage", OptionalLong.of(0), 2, 2, 0, List.of()),
            new StageStat("sink", OptionalLong.of(0), 2, 2, 0, List.of(stay)));
  }

  @Test
  void shouldNotStealSamplesFromTheOtherType() {
    Recording recording = new Recording(Optional.of(2L), TEN_SECONDS);
    recording.recorder.initial();
    recording.frame();
    recording.recorder.timePassed();
    recording.frame();
    recording.frame();
    recording.recorder.timePassed();

    assertThat(recording.shown())
        .containsExactly("initial 0 (0)", "timestamp 1 (1)", "frame 2 (2)", "timestamp 3 (2)");
  }

  @Test
  void shouldWriteALastRecordOfEachEnabledTypeOnce() {
    Recording recording = new Recording(Optional.of(2L), TEN_SECONDS);
    recording.recorder.initial();
    recording.frame();
    recording.frame();
    recording.frame();
    recording.recorder.last();
    recording.recorder.last();
    recording.frame();
    recording.frame();
    recording.recorder.timePassed();

    assertThat(recording.shown())
        .containsExactly("initial 0 (0)", "frame 2 (2)", "frame 3 (1)", "timestamp 3 (3)");
  }

  @Test
  void shouldWriteNoLastRecordOfATypeThatIsOff() {
    Recording frames = new Recording(Optional.of(100L), Optional.empty());
    frames.recorder.initial();
    frames.recorder.last();
    assertThat(frames.shown()).containsExactly("initial 0 (0)", "frame 0 (0)");

    Recording times = new Recording(Optional.empty(), TEN_SECONDS);
    times.recorder.initial();
    times.list(1_000);
    times.recorder.last();
    assertThat(times.shown()).containsExactly("initial 0 (0)", "timestamp 1000 (1000)");

    Recording none = new Recording(Optional.empty(), Optional.empty());
    none.recorder.initial();
    none.frame();
    none.recorder.last();
    assertThat(none.shown()).containsExactly("initial 0 (0)");
  }

  @Test
  void shouldWriteNothingForARunThatHasNotBegun() {
    Recording recording = new Recording(Optional.of(1L), TEN_SECONDS);

    recording.recorder.last();
    recording.recorder.timePassed();

    assertThat(recording.records()).isEmpty();
  }

  @Test
  void shouldNotCountFramesBeforeTheFrameStageIsKnown() {
    Recording recording = new Recording(Optional.of(1L), Optional.empty());
    recording.recorder.frameStage(-1);
    recording.recorder.initial();
    recording.frame();

    assertThat(recording.shown()).containsExactly("initial 0 (0)", "frame 0 (1)");
    assertThat(recording.recorder.framesLeft()).isZero();
  }

  /// A pipeline that hangs at its end is left behind: its frames must not spoil the last records.
  @Test
  void shouldWriteTheLastRecordsWhileFramesStillFlow() throws Exception {
    for (int round = 0; round < 50; round++) {
      Recording recording = new Recording(Optional.of(1L), TEN_SECONDS);
      recording.recorder.initial();
      AtomicBoolean end = new AtomicBoolean();
      CompletableFuture<Void> flowing =
          CompletableFuture.runAsync(
              () -> {
                while (!end.get()) {
                  recording.frame();
                }
              },
              OWN_THREAD);
      while (recording.history.latest(1, Long.MAX_VALUE).newestId() < 20) {
        Thread.onSpinWait();
      }
      recording.recorder.last();
      long newest = recording.history.latest(1, Long.MAX_VALUE).newestId();
      end.set(true);
      flowing.get(10, TimeUnit.SECONDS);

      List<StatRecord> last = recording.history.latest(2, Long.MAX_VALUE).records();
      assertThat(last).extracting(StatRecord::id).containsExactly(newest, newest - 1);
      assertThat(last)
          .extracting(record -> record.type().label())
          .containsExactly("timestamp", "frame");
    }
  }
}
