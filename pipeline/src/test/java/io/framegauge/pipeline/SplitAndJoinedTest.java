package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.PipelineLatency;
import io.framegauge.telemetry.record.Residence;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Elements where one buffer becomes many, or many become one: what can be known is told, and how
/// much that is.
class SplitAndJoinedTest {
  private static final int FRAMES = 40;
  private static final String VIDEO =
      "videotestsrc num-buffers="
          + FRAMES
          + " ! video/x-raw,format=I420,width=96,height=96,framerate=20/1";

  @TempDir private Path folder;

  /// Trap 19: each frame is measured by its first packet; at the sink each packet is a sample.
  /// GStreamer's own tracer has one sample for some payloaders, none for others.
  @Test
  void shouldMeasureAPayloaderByTheFirstPacketOfAFrame() throws InterruptedException {
    try (Latencies run =
        Latencies.run(VIDEO + " ! jpegenc ! rtpjpegpay name=pay mtu=500 ! fakesink name=s")) {
      long packets = run.pipeline.stage("s").buffers();
      assertThat(packets).isGreaterThan(2 * FRAMES);
      assertThat(run.coverage("pay")).isEqualTo(FRAMES + " 0 " + (packets - FRAMES));
      assertThat(run.coverageTo("s")).isEqualTo(packets + " 0 0");
    }
  }

  /// Trap 31: which of its packets a frame is measured by cannot be known.
  @Test
  void shouldSayThatADepayloaderCannotBeMeasured() throws InterruptedException {
    try (Latencies run =
        Latencies.run(
            VIDEO
                + " ! jpegenc ! rtpjpegpay mtu=500 ! rtpjpegdepay name=depay"
                + " ! fakesink name=s")) {
      Residence depay = run.in("depay");
      long packets = run.pipeline.stage("depay").buffers();
      assertThat(depay.matched()).isZero();
      assertThat(depay.ambiguous()).isEqualTo(FRAMES);
      assertThat(depay.expired()).isEqualTo(packets - FRAMES);
      assertThat(run.coverageTo("s")).isEqualTo(FRAMES + " 0 0");
    }
  }

  /// Trap 31: bytes have no timestamps, so a parser of bytes has nothing to be measured by.
  @Test
  void shouldSayThatAParserOfBytesCannotBeMeasured() throws InterruptedException {
    Path file = folder.resolve("video.jpeg");
    try (AttachedPipeline maker =
        new AttachedPipeline(VIDEO + " ! jpegenc ! filesink location=" + file)) {
      maker.run();
    }
    try (Latencies run =
        Latencies.run(
            "filesrc blocksize=700 location="
                + file
                + " ! identity name=bytes ! jpegparse name=parse ! jpegdec name=dec"
                + " ! fakesink name=s")) {
      Residence parse = run.in("parse");
      long frames = run.pipeline.stage("dec").buffers();
      assertThat(frames).isEqualTo(FRAMES);
      assertThat(parse.matched()).isLessThanOrEqualTo(1); // the first bytes begin at 0
      assertThat(parse.matched() + parse.ambiguous()).isEqualTo(FRAMES);
    }
  }

  /// Trap 31: 20 ms are put together of two buffers of 10 ms. The first of them is found again.
  @Test
  void shouldMeasureWhatIsJoinedByItsFirstPartAndExpireTheOthers() throws InterruptedException {
    try (Latencies run =
        Latencies.run(
            "audiotestsrc num-buffers=100 samplesperbuffer=480 ! audio/x-raw,rate=48000"
                + " ! audiobuffersplit name=join output-buffer-duration=1/50 ! fakesink name=s")) {
      assertThat(run.coverage("join")).isEqualTo("50 50 0");
      assertThat(run.coverageTo("s")).isEqualTo("50 0 0");
    }
  }

  /// Trap 20: a compositor is not measured; at the sink a frame is where only one source had its
  /// timestamp, which is each second one of the faster source.
  @Test
  void shouldNotGuessThroughACompositorOfUnequalRates() throws InterruptedException {
    String small = " ! video/x-raw,format=I420,width=32,height=32,framerate=";
    try (Latencies run =
        Latencies.run(
            "videotestsrc num-buffers=60"
                + small
                + "30/1 ! c. videotestsrc num-buffers=30"
                + small
                + "15/1 ! c. compositor name=c"
                + small
                + "30/1 ! fakesink name=s")) {
      long out = run.pipeline.stage("s").frames();
      assertThat(run.pipeline.stage("c").residence()).isEmpty();
      PipelineLatency latency = run.to("s");
      assertThat(latency.matched() + latency.unknown() + latency.ambiguous()).isEqualTo(out);
      assertThat(latency.matched()).isPositive();
      assertThat(latency.ambiguous()).isPositive();
    }
  }

  /// Trap 21: neither muxer nor demuxer is measured; behind a demuxer that reads its file by
  /// itself, frames begin their way at its pads.
  @Test
  void shouldFollowAudioAndVideoBehindADemuxer() throws InterruptedException {
    Path file = folder.resolve("both.mkv");
    try (Latencies maker =
        Latencies.run(
            VIDEO
                + " ! jpegenc ! m. audiotestsrc num-buffers=80 samplesperbuffer=1200"
                + " ! audio/x-raw,rate=48000,channels=1 ! m. matroskamux name=m"
                + " ! filesink name=s location="
                + file)) {
      assertThat(maker.pipeline.stage("m").residence()).isEmpty();
      PipelineLatency latency = maker.to("s");
      assertThat(latency.matched() + latency.unknown() + latency.ambiguous())
          .isEqualTo(maker.pipeline.stage("s").buffers());
    }
    try (Latencies run =
        Latencies.run(
            "filesrc location="
                + file
                + " ! matroskademux name=d d.video_0 ! queue name=vq ! jpegdec name=dec"
                + " ! fakesink name=v d.audio_0 ! queue name=aq ! fakesink name=a")) {
      assertThat(run.pipeline.stage("d").residence()).isEmpty();
      assertThat(run.pipeline.stage("v").frames()).isEqualTo(FRAMES);
      assertThat(run.coverage("vq")).isEqualTo(FRAMES + " 0 0");
      assertThat(run.coverage("dec")).isEqualTo(FRAMES + " 0 0");
      assertThat(run.coverageTo("v")).isEqualTo(FRAMES + " 0 0");
      assertThat(run.coverage("aq")).isEqualTo("80 0 0");
      assertThat(run.coverageTo("a")).isEqualTo("80 0 0");
    }
  }

  /// Trap 20: two sources into one sink are told apart by their timestamps, as far as those differ.
  @Test
  void shouldTellTwoSourcesApartOnlyByTheirTimestamps() throws InterruptedException {
    for (long shift : new long[] {0, 20_000_000}) {
      try (Latencies run =
          Latencies.run(
              "videotestsrc num-buffers=40"
                  + Latencies.TINY
                  + ",framerate=25/1 ! f. videotestsrc num-buffers=40 timestamp-offset="
                  + shift
                  + Latencies.TINY
                  + ",framerate=25/1 ! f. funnel name=f ! identity name=x ! fakesink name=s")) {
        assertThat(run.pipeline.stage("f").residence()).isEmpty();
        PipelineLatency latency = run.to("s");
        assertThat(latency.unknown()).isZero();
        assertThat(latency.matched() + latency.ambiguous()).isEqualTo(80);
        if (shift > 0) {
          assertThat(latency.matched()).isEqualTo(80);
        } else {
          assertThat(latency.ambiguous()).isGreaterThanOrEqualTo(40); // the later of each two
        }
      }
    }
  }
}
