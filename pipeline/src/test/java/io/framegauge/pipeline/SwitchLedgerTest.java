package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.DropReason;
import io.framegauge.telemetry.record.QueueLevel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.freedesktop.gstreamer.Buffer;
import org.freedesktop.gstreamer.Sample;
import org.freedesktop.gstreamer.elements.AppSink;
import org.freedesktop.gstreamer.elements.AppSrc;
import org.junit.jupiter.api.Test;

/// Accounts of elements that choose, throw away a list at a time, or do not tell what they drop,
/// against counts taken outside the product.
class SwitchLedgerTest {
  private static final String LIVE =
      "videotestsrc pattern=black is-live=true num-buffers=150"
          + " ! video/x-raw,format=GRAY8,width=16,height=16,framerate=200/1";

  private static MeasuredPipeline measured(String text) {
    return new MeasuredPipeline(
        text, MeasuredPipeline.metrics(Optional.empty(), Optional.empty(), 10));
  }

  /// Trap 45: what is not selected is not let through; two inputs, one output.
  @Test
  void shouldTellWhatASelectorDoesNotLetThrough() throws InterruptedException {
    for (String sync : new String[] {"true", "false"}) {
      try (MeasuredPipeline pipeline =
          measured(
              LIVE
                  + " ! identity name=a ! sel.sink_0 "
                  + LIVE
                  + " ! identity name=b ! sel.sink_1 input-selector name=sel sync-streams="
                  + sync
                  + " ! identity name=after ! fakesink")) {
        Handoffs first = Handoffs.of(pipeline.element("a"));
        Handoffs second = Handoffs.of(pipeline.element("b"));
        Handoffs after = Handoffs.of(pipeline.element("after"));
        pipeline.play();
        for (int part = 1; part < 4; part++) {
          long until = 30L * part;
          Await.until("part " + part, () -> first.count() >= until && second.count() >= until);
          String pad = "sink_" + part % 2;
          pipeline.element("sel").set("active-pad", pipeline.element("sel").getStaticPad(pad));
        }
        // With sync-streams the selector of GStreamer 1.22 may keep the last buffer of an input,
        // and
        // with it the end of the stream, for ever: also without telemetry, in a program in C.
        Await.until("all but one", () -> first.count() >= 149 && second.count() >= 149);
        pipeline.stop();

        long dropped = first.count() + second.count() - after.count();
        Map<DropReason, Long> told = pipeline.stage("sel").drops();
        assertThat(pipeline.stage("sel").dropped()).isEqualTo(dropped).isPositive();
        assertThat(told).containsOnlyKeys(DropReason.VALVE, DropReason.FLUSH);
        assertThat(told.get(DropReason.VALVE)).isBetween(dropped - 2, dropped);
      }
    }
  }

  /// Trap 45: one input, two outputs, one at a time.
  @Test
  void shouldTellNoDropOfASelectorOfOutputs() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        measured(
            LIVE
                + " ! output-selector name=sel sel.src_0 ! identity name=a ! fakesink async=false"
                + " sel.src_1 ! identity name=b ! fakesink async=false")) {
      Handoffs first = Handoffs.of(pipeline.element("a"));
      Handoffs second = Handoffs.of(pipeline.element("b"));
      pipeline.play();
      for (int part = 1; part < 4; part++) {
        long until = 30L * part;
        Await.until("part " + part, () -> first.count() + second.count() >= until);
        String pad = "src_" + part % 2;
        pipeline.element("sel").set("active-pad", pipeline.element("sel").getStaticPad(pad));
      }
      pipeline.end();

      assertThat(first.count() + second.count()).isEqualTo(150);
      assertThat(first.count()).isPositive();
      assertThat(second.count()).isPositive();
      assertThat(pipeline.stage("sel").buffers()).isEqualTo(150);
      assertThat(pipeline.stage("a").buffers()).isEqualTo(first.count());
      assertThat(pipeline.stage("b").buffers()).isEqualTo(second.count());
      assertThat(pipeline.stage("sel").drops()).isEmpty();
    }
  }

  /// Trap 45: the second input waits until the first one has ended.
  @Test
  void shouldTellNoDropOfInputsThatWaitForEachOther() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        measured(
            LIVE
                + " ! c.sink_0 "
                + LIVE
                + " ! c.sink_1 concat name=c ! identity name=after"
                + " ! fakesink")) {
      Handoffs after = Handoffs.of(pipeline.element("after"));

      pipeline.run();

      assertThat(pipeline.stage("c").buffers()).isEqualTo(after.count()).isEqualTo(300);
      assertThat(pipeline.stage("c").drops())
          .isEqualTo(Map.of(DropReason.UNEXPLAINED, 0L, DropReason.FLUSH, 0L));
    }
  }

  /// Trap 36: a queue takes a list as a whole, also one that is larger than its limit; how many
  /// packets there are is counted in a pipeline without a queue.
  @Test
  void shouldTellTheLeakOfListsThatAreLargerThanTheQueue() throws InterruptedException {
    String lists =
        "videotestsrc num-buffers=30 ! video/x-raw,format=RGB,width=320,height=240"
            + " ! rtpvrawpay chunks-per-frame=1";
    long packets;
    try (MeasuredPipeline pipeline = measured(lists + " ! identity name=all ! fakesink")) {
      Handoffs all = Handoffs.of(pipeline.element("all"));
      pipeline.run();
      packets = all.count();
    }
    for (String leaky : new String[] {"upstream", "downstream"}) {
      try (MeasuredPipeline pipeline =
          measured(
              lists
                  + " ! queue name=q max-size-buffers=20 max-size-bytes=0 max-size-time=0 leaky="
                  + leaky
                  + " ! identity name=after sleep-time=100 ! fakesink")) {
        Handoffs after = Handoffs.of(pipeline.element("after"));

        pipeline.run();

        long leaked = packets - after.count();
        assertThat(leaked).isPositive();
        assertThat(pipeline.stage("q").buffers()).isEqualTo(packets);
        assertThat(pipeline.stage("q").drops())
            .isEqualTo(
                Map.of(DropReason.LEAKY, leaked, DropReason.FLUSH, 0L, DropReason.UNEXPLAINED, 0L));
      }
    }
  }

  /// The third list waits for more than two seconds until the queue has room.
  @Test
  void shouldNotMissAListThatWaitsToEnterAFullQueue() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        measured(
            "videotestsrc num-buffers=3 ! video/x-raw,format=RGB,width=320,height=240"
                + " ! rtpvrawpay chunks-per-frame=1"
                + " ! queue name=q max-size-buffers=20 max-size-bytes=0 max-size-time=0"
                + " ! identity sleep-time=15000 ! fakesink name=s")) {
      pipeline.run();

      assertThat(pipeline.stage("q").buffers())
          .isEqualTo(pipeline.stage("s").buffers())
          .isGreaterThan(300);
      assertThat(pipeline.stage("q").drops())
          .isEqualTo(
              Map.of(DropReason.LEAKY, 0L, DropReason.FLUSH, 0L, DropReason.UNEXPLAINED, 0L));
    }
  }

  /// An appsink of GStreamer 1.22 tells neither what it holds nor what it drops: nothing is told
  /// about that, rather than 0.
  @Test
  void shouldSayNothingAboutWhatAnAppsinkDrops() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        measured(
            "videotestsrc num-buffers=100 ! video/x-raw,format=GRAY8,width=16,height=16"
                + " ! appsink name=s drop=true max-buffers=5 sync=false wait-on-eos=false")) {
      AppSink sink = (AppSink) pipeline.element("s");
      pipeline.play();
      pipeline.awaitEnd();
      int left = 0;
      for (Sample sample = sink.pullSample(); sample != null; sample = sink.pullSample()) {
        left++;
        sample.dispose();
      }
      pipeline.stop();

      assertThat(left).isEqualTo(5);
      assertThat(pipeline.stage("s").buffers()).isEqualTo(100);
      assertThat(pipeline.stage("s").level()).isEmpty();
      assertThat(pipeline.stage("s").drops()).isEqualTo(Map.of(DropReason.LATE, 0L));
    }
  }

  private static Buffer packet(int sequence) {
    Buffer buffer = new Buffer(20);
    ByteBuffer bytes = buffer.map(true).order(ByteOrder.BIG_ENDIAN);
    bytes.put((byte) 0x80).put((byte) 96).putShort((short) sequence).putInt(sequence * 3000);
    bytes.putInt(0x1234).putLong(0);
    buffer.unmap();
    return buffer;
  }

  /// Packet 3 comes when the buffer has given it up: late, and not inside.
  @Test
  void shouldTellWhatIsInAJitterBufferAndWhatCameTooLateForIt() {
    try (MeasuredPipeline pipeline =
        measured(
            "appsrc name=a is-live=true do-timestamp=true format=time"
                + " caps=application/x-rtp,media=video,clock-rate=90000,encoding-name=RAW,payload=96"
                + " ! rtpjitterbuffer name=j latency=1000 ! identity name=after"
                + " ! fakesink async=false sync=false")) {
      Handoffs after = Handoffs.of(pipeline.element("after"));
      AppSrc source = (AppSrc) pipeline.element("a");
      pipeline.play();
      IntStream.of(0, 1, 2, 4, 5, 5, 6).forEach(sequence -> source.pushBuffer(packet(sequence)));
      Await.until("6 inside", () -> inside(pipeline) == 6);
      Await.until("all out", () -> after.count() == 6 && inside(pipeline) == 0);
      assertThat(pipeline.stage("j").level().orElseThrow().mostBuffers()).isEqualTo(6);

      source.pushBuffer(packet(3));

      Await.until(
          "one late", () -> pipeline.stage("j").drops().equals(Map.of(DropReason.LATE, 1L)));
      assertThat(pipeline.statistic("j", "num-late")).isEqualTo(1);
      assertThat(inside(pipeline)).isZero();
      assertThat(pipeline.stage("j").buffers()).isEqualTo(8);
      pipeline.stop();
    }
  }

  private static long inside(MeasuredPipeline pipeline) {
    return pipeline.stage("j").level().map(QueueLevel::buffers).orElse(QueueLevel.UNKNOWN);
  }
}
