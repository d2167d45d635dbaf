package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.StageCounts;
import org.junit.jupiter.api.Test;

class BufferListTest {
  /// With one chunk a frame the payloader pushes one list a frame, of as many packets as a 320x240
  /// frame needs; how many those are is counted by GStreamer's own `identity`, one packet at a
  /// time.
  @Test
  void shouldCountTheBuffersOfAListAndTheListOnce() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        new MeasuredPipeline(
            "videotestsrc num-buffers=10 ! video/x-raw,format=RGB,width=320,height=240"
                + " ! rtpvrawpay chunks-per-frame=1 ! queue ! identity name=counter ! fakesink name=sink",
            MeasuredPipeline.metrics())) {
      pipeline.run();

      StageCounts queue = pipeline.stage("queue0");
      StageCounts sink = pipeline.stage("sink");
      long packets = pipeline.statistic("counter", "num-buffers");
      assertThat(packets).isGreaterThan(100);
      assertThat(queue.buffers()).isEqualTo(packets);
      assertThat(queue.batches()).isEqualTo(10);
      assertThat(queue.framesKnown()).isFalse();
      assertThat(sink.buffers()).isEqualTo(packets);
    }
  }
}
