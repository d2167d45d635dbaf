package io.framegauge.pipeline;

import static io.framegauge.pipeline.AttachedPipeline.make;
import static io.framegauge.pipeline.AttachedPipeline.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.telemetry.record.StatRecord;
import org.freedesktop.gstreamer.Bin;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.GhostPad;
import org.freedesktop.gstreamer.Pad;
import org.freedesktop.gstreamer.State;
import org.junit.jupiter.api.Test;

/// Pads that are linked otherwise, and elements that are replaced. The truth is what `identity`
/// elements say of themselves.
class ChangingLinksTest {
  private static final String SOURCE =
      "videotestsrc name=src num-buffers=600 ! video/x-raw,format=GRAY8,width=16,height=16 ! ";

  @Test
  void shouldNotCountWhatIsPushedOverAnUnlinkedPadAsDelivered() {
    try (AttachedPipeline program =
            new AttachedPipeline(
                SOURCE
                    + "tee name=t allow-not-linked=true ! queue ! identity name=a sleep-time=100"
                    + " ! fakesink t. ! queue name=q ! identity name=b ! fakesink async=false");
        PipelineTelemetry telemetry = program.attach()) {
      program.pipeline.play();
      Await.until("some frames", () -> program.passed("b") > 50);
      program.state(State.PAUSED);
      program.element("t").unlink(program.element("q"));
      program.pipeline.play();
      Await.until("all frames", () -> program.passed("a") == 600);

      long delivered = stage(telemetry, "q").frames();
      assertThat(delivered).isBetween(51L, 599L);
      Await.until("what the queue has", () -> program.passed("b") == delivered);
      assertThat(stage(telemetry, "a").frames()).isEqualTo(600);
      assertThat(stage(telemetry, "b").frames()).isEqualTo(delivered);
    }
  }

  @Test
  void shouldFollowAPadThatIsLinkedToAnotherStageBehindABin() {
    try (AttachedPipeline program =
            new AttachedPipeline(
                SOURCE
                    + "( identity name=in sleep-time=100 ! identity name=out ) ! identity name=a"
                    + " ! fakesink name=sink identity name=b ! fakesink name=other async=false");
        PipelineTelemetry telemetry = program.attach()) {
      program.pipeline.play();
      Await.until("some frames", () -> program.passed("a") > 50);
      program.state(State.PAUSED);
      long a = program.passed("a");
      Pad out = program.element("a").getStaticPad("sink").getPeer();
      assertThat(out).isInstanceOf(GhostPad.class);
      out.unlink(program.element("a").getStaticPad("sink"));
      out.link(program.element("b").getStaticPad("sink"));
      program.pipeline.play();
      Await.until("all frames", () -> a + program.passed("b") == 600);

      assertThat(stage(telemetry, "out").frames()).isEqualTo(600);
      assertThat(stage(telemetry, "a").frames()).isEqualTo(a);
      assertThat(stage(telemetry, "b").frames()).isEqualTo(600 - a);
      assertThat(stage(telemetry, "other").frames()).isEqualTo(600 - a);
    }
  }

  @Test
  void shouldGoOnCountingWhenAnElementIsReplacedUnderItsName() {
    try (AttachedPipeline program =
            new AttachedPipeline(
                SOURCE + "identity name=x sleep-time=100 ! identity name=y ! fakesink name=sink");
        PipelineTelemetry telemetry = program.attach()) {
      program.pipeline.play();
      Await.until("some frames", () -> program.passed("y") > 50);
      program.state(State.READY);
      long x = stage(telemetry, "x").frames();
      long sink = stage(telemetry, "sink").frames();
      Bin bin = program.pipeline;
      Pad upstream = program.element("x").getStaticPad("sink").getPeer();
      AttachedPipeline.remove(bin, program.element("x"));
      assertThat(AttachedPipeline.names(telemetry)).doesNotContain("x");
      Element second = make("identity", "x");
      bin.add(second);
      upstream.link(second.getStaticPad("sink"));
      second.link(program.element("y"));
      program.run();

      assertThat(stage(telemetry, "x").frames()).isEqualTo(x + 600);
      assertThat(stage(telemetry, "sink").frames()).isEqualTo(sink + 600);
    }
  }

  @Test
  void shouldGoOnWithTheFrameNumberWhenTheSinkIsLinkedAnew() {
    try (AttachedPipeline program =
            new AttachedPipeline(SOURCE + "tee name=t ! fakesink name=sink");
        PipelineTelemetry telemetry = program.attach()) {
      for (int i = 0; i < 3; i++) {
        Element tee = program.element("t");
        Pad old = program.element("sink").getStaticPad("sink").getPeer();
        tee.unlink(program.element("sink"));
        tee.releaseRequestPad(old);
        tee.link(program.element("sink"));
        program.run();
      }
      telemetry.detach();

      assertThat(stage(telemetry, "sink").frames()).isEqualTo(1800);
      assertThat(AttachedPipeline.records(telemetry))
          .extracting(StatRecord::frameNo)
          .isSorted()
          .hasSizeGreaterThanOrEqualTo(100)
          .endsWith(1780L, 1790L, 1800L, 1800L);
    }
  }
}
