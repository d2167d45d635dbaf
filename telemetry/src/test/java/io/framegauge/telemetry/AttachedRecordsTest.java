package io.framegauge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.counter.LinkCells;
import io.framegauge.telemetry.counter.StageCells;
import io.framegauge.telemetry.history.Page;
import io.framegauge.telemetry.metrics.ExtraLabels;
import io.framegauge.telemetry.record.PipelineState;
import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StageKind;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.RepeatedTest;

/// Records of a pipeline whose frames flow before its telemetry starts.
class AttachedRecordsTest {
  private static final int FRAMES = 300;

  private static TelemetryConfig eachFrame() {
    TelemetryConfig config = FlowingTelemetry.config(new FileSetting.Off());
    return new TelemetryConfig(
        new TelemetryConfig.Metrics(
            true,
            Optional.of(1L),
            Optional.empty(),
            1000,
            ExtraLabels.NONE,
            Optional.empty(),
            8,
            9),
        config.file(),
        config.web(),
        config.historyServer());
  }

  /// The first record and those of frames share a lane, which one thread at a time may write.
  @RepeatedTest(100)
  void shouldBeginWithTheInitialRecordAndHaveNoGap() throws InterruptedException {
    try (Telemetry telemetry = Telemetry.open("flowing", eachFrame(), FlowingTelemetry.BUILD)) {
      StageCells source = stage(telemetry, "source", StageKind.SOURCE);
      StageCells sink = stage(telemetry, "sink", StageKind.SINK);
      LinkCells link = telemetry.counters().link(source, sink).orElseThrow();
      link.media(true, false);
      telemetry.recorder().frameStage(sink.index());
      CountDownLatch flowing = new CountDownLatch(1);
      Thread streaming =
          Thread.ofPlatform()
              .start(() -> {
                for (int frame = 1; frame <= FRAMES; frame++) {
                  link.buffer(1, true, 0, frame, frame);
                  telemetry.recorder().framesLeft(frame);
                  flowing.countDown();
                }
              });
      flowing.await();
      telemetry.start();
      streaming.join();
      telemetry.end(PipelineState.STOPPED);

      Page page = telemetry.history().newerThan(-1, 1000);
      assertThat(page.gap()).isFalse();
      assertThat(page.records()).hasSize((int) page.newestId() + 1);
      assertThat(page.records().getFirst().type()).isEqualTo(RecordType.INITIAL);
      assertThat(page.records().getLast().frameNo()).isEqualTo(FRAMES);
    }
  }

  private static StageCells stage(Telemetry telemetry, String name, StageKind kind) {
    return telemetry.counters().stage(name, "factory", kind).orElseThrow();
  }
}
