package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.RecordType;
import io.framegauge.telemetry.record.StatRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountingTest {
  @Test
  void shouldCountEveryFrameAtEveryStage() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        new MeasuredPipeline(
            "videotestsrc num-buffers=95 ! video/x-raw,format=RGB,width=32,height=16"
                + " ! identity ! queue name=q ! identity ! fakesink",
            MeasuredPipeline.metrics())) {
      pipeline.run();

      assertThat(pipeline.stages())
          .extracting(stage -> stage.name() + " " + stage.frames() + " " + stage.bytes())
          .containsExactly(
              "videotestsrc0 95 " + 95 * 32 * 16 * 3,
              "capsfilter0 95 " + 95 * 32 * 16 * 3,
              "identity0 95 " + 95 * 32 * 16 * 3,
              "q 95 " + 95 * 32 * 16 * 3,
              "identity1 95 " + 95 * 32 * 16 * 3,
              "fakesink0 95 " + 95 * 32 * 16 * 3);
      assertThat(pipeline.stage("q").residence().orElseThrow().matched()).isEqualTo(95);
      List<StatRecord> records = pipeline.telemetry().history().newerThan(-1, 100).records();
      assertThat(records)
          .extracting(StatRecord::frameNo)
          .containsExactly(0L, 10L, 20L, 30L, 40L, 50L, 60L, 70L, 80L, 90L, 95L);
      assertThat(records.getLast().type()).isEqualTo(RecordType.FRAME);
    }
  }
}
