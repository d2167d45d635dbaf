package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.PadProbe;
import io.framegauge.pipeline.gst.Pads;
import java.util.concurrent.CountDownLatch;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.Pad;
import org.freedesktop.gstreamer.State;
import org.junit.jupiter.api.Test;

class PadProbesTest {
  /// Holds the first buffer up until it is let go.
  private static final class Holding extends PadProbe {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);
    private volatile boolean inside;
    private volatile boolean gone;
    private volatile boolean goneWhileInside;

    @Override
    protected int buffer(long pad, long carrier, long buffer) {
      inside = true;
      entered.countDown();
      try {
        letGo.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      inside = false;
      return PASS;
    }

    @Override
    protected void list(long pad, long list) {}

    @Override
    protected void event(long pad, long event) {}

    @Override
    protected int failed(Throwable thrown) {
      return PASS;
    }

    @Override
    protected void gone() {
      goneWhileInside = inside;
      gone = true;
    }
  }

  @Test
  void shouldGiveAPlaceBackOnlyWhenTheCallInProgressHasEnded() throws InterruptedException {
    try (AttachedPipeline program =
        new AttachedPipeline("videotestsrc num-buffers=10 ! identity name=x ! fakesink")) {
      int before = Pads.attached();
      Holding probe = new Holding();
      Pads.Attached attached =
          Pads.observe(Address.of(program.element("x").getStaticPad("src")), probe);
      program.pipeline.play();
      probe.entered.await();

      attached.remove();

      assertThat(probe.gone).isFalse();
      assertThat(Pads.attached()).isEqualTo(before + 1);
      probe.letGo.countDown();
      program.awaitEnd();
      Await.until("the probe is gone", () -> probe.gone);
      assertThat(probe.goneWhileInside).isFalse();
      assertThat(Pads.attached()).isEqualTo(before);
    }
  }

  @Test
  void shouldGiveAPlaceBackWhenThePadIsGone() {
    try (AttachedPipeline program = new AttachedPipeline("videotestsrc ! tee name=t ! fakesink")) {
      int before = Pads.attached();
      Holding probe = new Holding();
      Element tee = program.element("t");
      Pad pad = tee.getRequestPad("src_%u");
      Pads.observe(Address.of(pad), probe);
      tee.releaseRequestPad(pad);
      pad.dispose();

      Await.until("the probe is gone", () -> probe.gone);
      assertThat(Pads.attached()).isEqualTo(before);
    }
  }

  @Test
  void shouldReadWhatAPadIsLinkedToAndHowItIsActivated() {
    try (AttachedPipeline program =
        new AttachedPipeline("videotestsrc name=src ! identity name=x ! fakesink")) {
      Pad source = program.element("src").getStaticPad("src");
      Pad sink = program.element("x").getStaticPad("sink");
      long address = Address.of(source);

      assertThat(Pads.linkedTo(address)).isEqualTo(Address.of(sink));
      assertThat(Pads.pushes(address)).isFalse();
      program.state(State.PAUSED);
      assertThat(Pads.pushes(address)).isTrue();
      program.state(State.NULL);
      source.unlink(sink);
      assertThat(Pads.linkedTo(address)).isZero();
    }
  }
}
