package io.framegauge.telemetry.counter;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.QueueLevel;
import io.framegauge.telemetry.record.StageKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QueueLengthTest {
  private static final long NONE = -1;
  private static final long UNKNOWN = StageReader.UNKNOWN;

  private static void enter(Measured measured, long... timestamps) {
    for (long pts : timestamps) {
      measured.stage.enter(pts, 1);
    }
  }

  private static void leave(Measured measured, long... timestamps) {
    for (long pts : timestamps) {
      measured.stage.leave(pts, 2);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = StageKind.class,
      names = {"SOURCE", "SINK"})
  void shouldBeZeroAtTheEndsOfThePipeline(StageKind kind) {
    Measured measured = new Measured(kind);
    enter(measured, 1, 2, 3);

    assertThat(measured.queueLength()).isZero();
  }

  @Test
  void shouldBeTheLevelOfAQueueOnceItWasSampled() {
    Measured measured = new Measured(StageKind.QUEUE);
    enter(measured, 1, 2, 3);
    assertThat(measured.queueLength()).isEqualTo(UNKNOWN);

    measured.stage.level(new QueueLevel(17, 1, 1, 200, 0, 0, 5));

    assertThat(measured.queueLength()).isEqualTo(17);
  }

  @Test
  void shouldBeWhatEnteredAfterTheFrameThatLeftLast() {
    Measured measured = new Measured();
    assertThat(measured.queueLength()).isZero();
    enter(measured, 1, 2, 3);
    assertThat(measured.queueLength()).isEqualTo(3);

    leave(measured, 2); // 1 was dropped inside

    assertThat(measured.queueLength()).isEqualTo(1);
    leave(measured, 3);
    assertThat(measured.queueLength()).isZero();
  }

  @Test
  void shouldBeWhatHasNotLeftWhereTheOrderChanges() {
    Measured measured = new Measured();
    measured.stage.reorders(true);
    enter(measured, 1, 2, 3, 4);

    leave(measured, 4, 2);

    assertThat(measured.queueLength()).isEqualTo(2);
  }

  @Test
  void shouldNotCountWhatAPluginDropped() {
    Measured measured = new Measured(StageKind.PLUGIN);
    enter(measured, 1, 2, 3, 4);

    measured.stage.droppedByPlugin(1);
    measured.stage.droppedByError(3);
    leave(measured, 4);

    assertThat(measured.queueLength()).isEqualTo(1);
  }

  @Test
  void shouldNotCountWhatAPluginDroppedWithoutTimestamp() {
    Measured measured = new Measured(StageKind.PLUGIN);
    for (int i = 0; i < 1_000; i++) {
      enter(measured, NONE);
      measured.stage.droppedByPlugin(NONE);
    }
    enter(measured, NONE, NONE);
    leave(measured, NONE);

    assertThat(measured.queueLength()).isEqualTo(1);
  }

  @Test
  void shouldBeTheDifferenceWithoutTimestamps() {
    Measured measured = new Measured();
    enter(measured, NONE, NONE, NONE);
    leave(measured, NONE);

    assertThat(measured.queueLength()).isEqualTo(2);
  }

  @Test
  void shouldBeUnknownWhereMoreLeavesThanEnters() {
    Measured measured = new Measured();
    enter(measured, NONE);
    for (int left = 2; left < 5; left++) {
      leave(measured, NONE, NONE);
      assertThat(measured.queueLength()).isEqualTo(UNKNOWN);
    }
  }

  @Test
  void shouldBeUnknownWhereNoTimestampThatLeavesIsKnown() {
    Measured measured = new Measured();
    enter(measured, 1, 2);
    leave(measured, 77);

    assertThat(measured.queueLength()).isEqualTo(UNKNOWN);
  }

  @Test
  void shouldBeUnknownWhereItIsNotPlausible() {
    Measured measured = new Measured();
    for (long pts = 1; pts <= 256; pts++) {
      enter(measured, pts);
    }
    assertThat(measured.queueLength()).isEqualTo(256);

    enter(measured, 257);

    assertThat(measured.queueLength()).isEqualTo(UNKNOWN);
  }

  @Test
  void shouldBeUnknownWhereResidenceIsNotMeasured() {
    Measured measured = new Measured();
    enter(measured, 1);
    measured.stage.measureResidence(false);
    enter(measured, 2);

    assertThat(measured.queueLength()).isEqualTo(UNKNOWN);
    assertThat(measured.stage.leave(1, 5)).isEqualTo(ResidenceTable.NO_SAMPLE);
    assertThat(measured.counters.reader().stages().get(measured.stage.index()).residence())
        .isEmpty();
  }

  @Test
  void shouldCountBuffersWithOneTimestampEach() {
    Measured measured = new Measured(StageKind.PLUGIN);
    enter(measured, 5, 5, 5);
    leave(measured, 5);

    assertThat(measured.queueLength()).isEqualTo(2);
  }
}
