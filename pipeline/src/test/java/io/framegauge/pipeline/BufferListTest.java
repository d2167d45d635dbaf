package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.StageCounts;
import org.junit.jupiter.api.Test;

class BufferListTest {
  /// A raw frame of 320x240 RGB makes 240 rows of 960 bytes; with an MTU that takes exactly one row
  /// and its headers the payloader sends a fixed number of packets a frame, as one list. The second
  /// counter is GStreamer's own: identity's handoff count by its `stats`.
  @Test
  void shouldCountTheBuffersOfAListAndTheListOnce() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        new MeasuredPipeline(
            "videotestsrc num-buffers=10 ! video/x-raw,format=RGB,width=320,height=240"
                + " ! rtpvrawpay ! queue ! identity name=counter ! fakesink name=sink",
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
