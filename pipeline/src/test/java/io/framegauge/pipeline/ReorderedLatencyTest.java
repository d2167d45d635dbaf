package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Trap 22: an encoder that looks ahead and reorders, and moves timestamps by 1000 hours; a decoder
/// that puts them in order again. GStreamer's own tracer measured 31 of 120 such frames.
class ReorderedLatencyTest {
  private static final int FRAMES = 40;
  private static final String ENCODED =
      "videotestsrc num-buffers="
          + FRAMES
          + " ! video/x-raw,format=I420,width=96,height=96,framerate=25/1"
          + " ! x265enc name=enc speed-preset=ultrafast"
          + " option-string=bframes=3:b-adapt=0:rc-lookahead=10";

  @Test
  void shouldMeasureEachFrameThroughAReorderingEncoderAndDecoder() throws InterruptedException {
    try (Latencies run =
        Latencies.run(
            ENCODED + " ! h265parse name=parse ! avdec_h265 name=dec ! fakesink name=s")) {
      assertThat(run.coverage("enc")).isEqualTo(FRAMES + " 0 0");
      assertThat(run.coverage("dec")).isEqualTo(FRAMES + " 0 0");
      assertThat(run.coverageTo("s")).isEqualTo(FRAMES + " 0 0");
      assertThat(run.to("s").sumNanos()).isGreaterThanOrEqualTo(run.sum("enc"));
    }
  }

  @Test
  void shouldMeasureFramesThatAreHeldToTheEndOfTheStream() throws InterruptedException {
    try (Latencies run =
        Latencies.run(
            "videotestsrc num-buffers=5 ! video/x-raw,format=I420,width=96,height=96"
                + " ! identity sleep-time=20000 ! x265enc name=enc speed-preset=ultrafast"
                + " option-string=bframes=0:rc-lookahead=40:frame-threads=1 ! fakesink name=s")) {
      // nothing leaves before the end: the first frame waits for four times 20 ms at least
      assertThat(run.coverage("enc")).isEqualTo("5 0 0");
      assertThat(run.sum("enc")).isGreaterThanOrEqualTo((80 + 60 + 40 + 20) * 1_000_000L);
      assertThat(run.coverageTo("s")).isEqualTo("5 0 0");
    }
  }
}
