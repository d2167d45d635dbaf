package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.framegauge.pipeline.gst.PadProbe;
import io.framegauge.pipeline.gst.Quarks;
import io.framegauge.pipeline.gst.Regions;
import io.framegauge.pipeline.gst.Tree;
import io.framegauge.pipeline.plugin.Plugin;
import io.framegauge.pipeline.probe.OffThread;
import io.framegauge.telemetry.record.StageCounts;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.freedesktop.gstreamer.event.EOSEvent;
import org.junit.jupiter.api.Test;

/// Holds the probes, and the cutting of records, to 0 bytes a buffer on the streaming thread.
class HotPathAllocationTest {
  private static final int WARM_UP = 60_000;
  private static final int MEASURED = Boolean.getBoolean("framegauge.long") ? 1_000_000 : 60_000;

  /// Asks the JVM what its thread has allocated, at two buffers. Where pads were unlinked
  /// meanwhile, as by the garbage of tests before, each link looks once where it leads: then it
  /// begins again.
  private static final class AllocationMeter extends PassingProbe {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final CountDownLatch done = new CountDownLatch(1);
    private int buffers;
    private long before;
    private volatile long allocated;
    private int linkings;

    @Override
    protected int buffer(long pad, long carrier, long buffer) {
      buffers++;
      if (buffers == WARM_UP) {
        linkings = Tree.linkings();
        before = threads.getCurrentThreadAllocatedBytes();
      } else if (buffers == WARM_UP + MEASURED) {
        allocated = threads.getCurrentThreadAllocatedBytes() - before;
        if (Tree.linkings() == linkings) {
          done.countDown();
        } else {
          buffers = 0;
        }
      }
      return PASS;
    }

    /// Plays a pipeline without an end until this has measured.
    void measure(MeasuredPipeline pipeline) throws InterruptedException {
      pipeline.observe("last", this);
      pipeline.play();
      assertThat(done.await(120, TimeUnit.SECONDS)).as("measured within 120 s").isTrue();
      pipeline.pipeline().sendEvent(new EOSEvent());
      pipeline.end();
      assertThat(allocated)
          .as("bytes allocated on the streaming thread over %d buffers", MEASURED)
          .isZero();
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
            "videotestsrc pattern=black ! video/x-raw,format=GRAY8,width=16,height=16" + stages,
            MeasuredPipeline.metrics(Optional.of(10L), Optional.empty(), 100))) {
      new AllocationMeter().measure(pipeline);

      assertThat(pipeline.stage("fakesink0").frames()).isGreaterThanOrEqualTo(MEASURED);
    }
  }

  @Test
  void shouldAllocateNothingForABufferWithObjects() throws InterruptedException {
    try (MeasuredPipeline pipeline =
        new MeasuredPipeline(
            "videotestsrc pattern=black ! video/x-raw,format=GRAY8,width=16,height=16 ! identity name=detect"
                + " ! queue ! identity ! identity name=last ! fakesink name=sink",
            MeasuredPipeline.metrics(Optional.of(10L), Optional.empty(), 100))) {
      int person = Quarks.of("person");
      int car = Quarks.of("car");
      pipeline.intercept(
          "detect",
          new PassingProbe() {
            @Override
            protected int buffer(long pad, long carrier, long buffer) {
              long writable = makeWritable(carrier, buffer);
              Regions.add(writable, person, 1, 2, 3, 4);
              Regions.add(writable, car, 1, 2, 3, 4);
              return PASS;
            }
          });

      new AllocationMeter().measure(pipeline);

      StageCounts sink = pipeline.stage("sink");
      assertThat(sink.objects()).isEqualTo(2 * sink.frames());
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
            "videotestsrc pattern=black ! video/x-raw,format=GRAY8,width=64,height=64 ! identity name=detect"
                + " ! queue ! identity name=observed ! identity name=last ! fakesink",
            MeasuredPipeline.metrics())) {
      watch.on(pipeline, "detect", frame -> frame.add("person", 1, 2, 3, 4));
      watch.on(pipeline, "observed", observer);
      observer.begin();

      new AllocationMeter().measure(pipeline);

      assertThat(observer.finish(Duration.ofSeconds(60))).isTrue();
      watch.check();
      assertThat(seen.get()).isPositive();
      // black is 16
      assertThat(seen.get() / 16 + skipped.get()).isEqualTo(pipeline.stage("observed").frames());
    }
  }
}
