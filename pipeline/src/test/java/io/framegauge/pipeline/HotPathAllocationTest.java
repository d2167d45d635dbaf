package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.PadProbe;
import io.framegauge.pipeline.gst.Pads;
import io.framegauge.pipeline.gst.Quarks;
import io.framegauge.pipeline.gst.Regions;
import io.framegauge.pipeline.gst.Tree;
import io.framegauge.pipeline.plugin.Plugin;
import io.framegauge.pipeline.probe.OffThread;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.freedesktop.gstreamer.Pad;
import org.junit.jupiter.api.Test;

/// Holds the probes, and the cutting of records, to 0 bytes a buffer on the streaming thread.
class HotPathAllocationTest {
  private static final int WARM_UP = 60_000;
  private static final int MEASURED = Boolean.getBoolean("framegauge.long") ? 1_000_000 : 60_000;

  /// Asks the JVM what its thread has allocated, at two buffers.
  private static final class AllocationMeter extends PassingProbe {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private int buffers;
    private long before;
    private long after;
    private int linkings;

    @Override
    protected int buffer(long pad, long carrier, long buffer) {
      buffers++;
      if (buffers == WARM_UP) {
        linkings = Tree.linkings();
        before = threads.getCurrentThreadAllocatedBytes();
      } else if (buffers == WARM_UP + MEASURED) {
        after = threads.getCurrentThreadAllocatedBytes();
        linkings = Tree.linkings() - linkings;
      }
      return PASS;
    }

    /// Nothing, but where pads were unlinked meanwhile, as by the garbage of tests before: then
    /// each link looks once where it leads.
    void assertNothingAllocated() {
      assertThat(after - before)
          .as("bytes allocated on the streaming thread over %d buffers", MEASURED)
          .isBetween(0L, linkings == 0 ? 0L : 16_384L);
    }
  }

  /// Does nothing with what is no single buffer.
  private abstract static class PassingProbe extends PadProbe {
    @Override
    protected void list(long pad, long list) {}

    @Override
    protected void event(long pad, long event) {}

    @Override
    protected int failed(Throwable thrown) {
      return PASS;
    }
  }

  @Test
  void shouldAllocateNothingForABufferAtFiveStagesWithARecordEveryTenFrames()
      throws InterruptedException {
    assertNothingAllocated(" ! identity ! identity ! identity name=last ! fakesink");
  }

  /// The thread that is looked at takes out of one queue and puts into the other.
  @Test
  void shouldAllocateNothingForABufferBetweenTwoQueues() throws InterruptedException {
    assertNothingAllocated(" ! queue ! identity name=last ! queue ! fakesink");
  }

  private static void assertNothingAllocated(String stages) throws InterruptedException {
    try (MeasuredPipeline pipeline =
        new MeasuredPipeline(
            "videotestsrc pattern=black num-buffers="
                + (WARM_UP + MEASURED + 100)
                + " ! video/x-raw,format=GRAY8,width=16,height=16"
                + stages,
            MeasuredPipeline.metrics(Optional.of(10L), Optional.empty(), 100))) {
      AllocationMeter meter = new AllocationMeter();
      Pad pad = pipeline.element("last").getStaticPad("src");
      Pads.observe(Address.of(pad), meter);

      pipeline.run();

      assertThat(pipeline.stage("fakesink0").frames()).isEqualTo(WARM_UP + MEASURED + 100);
      meter.assertNothingAllocated();
    }
  }

  @Test
  void shouldAllocateNothingForABufferWithObjects() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        new MeasuredPipeline(
            "videotestsrc pattern=black num-buffers="
                + (WARM_UP + MEASURED + 100)
                + " ! video/x-raw,format=GRAY8,width=16,height=16 ! identity name=detect"
                + " ! queue ! identity ! identity name=last ! fakesink name=sink",
            MeasuredPipeline.metrics(Optional.of(10L), Optional.empty(), 100))) {
      int person = Quarks.of("person");
      int car = Quarks.of("car");
      Pads.intercept(
          Address.of(pipeline.element("detect").getStaticPad("sink")),
          new PassingProbe() {
            @Override
            protected int buffer(long pad, long carrier, long buffer) {
              long writable = makeWritable(carrier, buffer);
              Regions.add(writable, person, 1, 2, 3, 4);
              Regions.add(writable, car, 1, 2, 3, 4);
              return PASS;
            }
          });
      AllocationMeter meter = new AllocationMeter();
      Pads.observe(Address.of(pipeline.element("last").getStaticPad("src")), meter);

      pipeline.run();

      assertThat(pipeline.stage("sink").objects()).isEqualTo(2L * (WARM_UP + MEASURED + 100));
      meter.assertNothingAllocated();
    }
  }

  /// Frames with an object each are copied for a plugin with a thread of its own, or skipped.
  @Test
  void shouldAllocateNothingForTheCopyOfAFrame() throws InterruptedException {
    AtomicLong seen = new AtomicLong();
    AtomicLong skipped = new AtomicLong();
    PluggedIn watch =
        new PluggedIn() {
          @Override
          public void skipped(long frames) {
            skipped.addAndGet(frames);
          }
        };
    Plugin plugin =
        frame ->
            seen.addAndGet(frame.objects().size() * frame.pixels().get(ValueLayout.JAVA_BYTE, 0));
    OffThread observer = new OffThread(plugin, "observer", 4, false, watch);
    try (MeasuredPipeline pipeline =
        new MeasuredPipeline(
            "videotestsrc pattern=black num-buffers="
                + (WARM_UP + MEASURED + 100)
                + " ! video/x-raw,format=GRAY8,width=64,height=64 ! identity name=detect"
                + " ! queue ! identity name=observed ! identity name=last ! fakesink",
            MeasuredPipeline.metrics())) {
      watch.on(pipeline.element("detect"), frame -> frame.add("person", 1, 2, 3, 4));
      watch.on(pipeline.element("observed"), observer);
      AllocationMeter meter = new AllocationMeter();
      Pads.observe(Address.of(pipeline.element("last").getStaticPad("src")), meter);
      observer.begin();

      pipeline.run();

      assertThat(observer.finish(Duration.ofSeconds(60))).isTrue();
      watch.check();
      assertThat(seen.get()).isPositive();
      // black is 16
      assertThat(seen.get() / 16 + skipped.get()).isEqualTo(WARM_UP + MEASURED + 100);
      meter.assertNothingAllocated();
    }
  }
}
