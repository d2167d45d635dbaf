package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Pointer;
import io.framegauge.telemetry.record.StageCounts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lists of buffers. GStreamer shows a probe on some sink pads a list and then each of its buffers
/// again; on source pads it does not.
class BufferListTest {
  private static final String BYTES = "application/octet-stream";

  private static List<Pointer> buffers(int count) {
    List<Pointer> buffers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      buffers.add(PushedBuffers.buffer(10));
    }
    return buffers;
  }

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

  /// Traps 1 and 2: elements that take lists, those that do not, and those that pass them on.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "identity",
        "capsfilter",
        "valve",
        "input-selector",
        "output-selector",
        "concat",
        "funnel",
        "tee",
        "queue",
        "queue2",
        "multiqueue"
      })
  void shouldCountAListOnceWhateverTakesIt(String element) throws InterruptedException {
    try (MeasuredPipeline pipeline =
        new MeasuredPipeline(
            "appsrc name=src ! %s name=x ! identity name=counter ! fakesink name=sink async=false"
                .formatted(element),
            MeasuredPipeline.metrics())) {
      pipeline.play();
      PushedBuffers pushed = new PushedBuffers(pipeline.element("src")).begin(BYTES);
      for (int i = 0; i < 10; i++) {
        assertThat(pushed.pushList(buffers(5))).isEqualTo(PushedBuffers.OK);
      }
      pushed.end();
      pipeline.end();

      assertThat(pipeline.statistic("counter", "num-buffers")).isEqualTo(50);
      assertThat(pipeline.stage("src").buffers()).isEqualTo(50);
      assertThat(pipeline.stage("src").batches()).isEqualTo(10);
      assertThat(pipeline.stage("x").buffers()).isEqualTo(50);
      assertThat(pipeline.stage("x").bytes()).isEqualTo(500);
      assertThat(pipeline.stage("counter").buffers()).isEqualTo(50);
      assertThat(pipeline.stage("sink").buffers()).isEqualTo(50);
    }
  }

  /// Trap 3.
  @Test
  void shouldCountListsOfNoneAndOfOne() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        new MeasuredPipeline(
            "appsrc name=src ! identity name=counter ! fakesink name=sink async=false",
            MeasuredPipeline.metrics())) {
      pipeline.play();
      PushedBuffers pushed = new PushedBuffers(pipeline.element("src")).begin(BYTES);
      pushed.pushList(buffers(0));
      pushed.pushList(buffers(1));
      pushed.pushList(buffers(0));
      pushed.end();
      pipeline.end();

      assertThat(pipeline.statistic("counter", "num-buffers")).isEqualTo(1);
      assertThat(pipeline.stage("counter").buffers()).isEqualTo(1);
      assertThat(pipeline.stage("counter").batches()).isEqualTo(3);
      assertThat(pipeline.stage("sink").buffers()).isEqualTo(1);
    }
  }
}
