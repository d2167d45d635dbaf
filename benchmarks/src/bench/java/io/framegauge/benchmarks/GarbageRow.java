package io.framegauge.benchmarks;

import com.sun.management.ThreadMXBean;
import io.framegauge.pipeline.AttachOptions;
import io.framegauge.pipeline.PipelineTelemetry;
import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.PadProbe;
import io.framegauge.pipeline.gst.Pads;
import java.lang.management.ManagementFactory;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.Pad;
import org.freedesktop.gstreamer.Pipeline;

/// What the streaming thread allocates.
final class GarbageRow {
  private static final int WARM_UP = 100_000;
  private static final int MEASURED = 1_000_000;

  private GarbageRow() {}

  /// Asks the JVM what its thread has allocated, at two buffers.
  private static final class Meter extends PadProbe {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private int buffers;
    private long before;
    private volatile long after;

    @Override
    protected int buffer(long pad, long carrier, long buffer) {
      buffers++;
      if (buffers == WARM_UP) {
        before = threads.getCurrentThreadAllocatedBytes();
      } else if (buffers == WARM_UP + MEASURED) {
        after = threads.getCurrentThreadAllocatedBytes();
      }
      return PASS;
    }

    @Override
    protected void list(long pad, long list) {}

    @Override
    protected void event(long pad, long event) {}

    @Override
    protected int failed(Throwable thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  /// Bytes a buffer on a chain of the product's probes, with records cut every 100 frames and two
  /// objects on each buffer.
  static Row measure(Report report) {
    String text = Chain.text("garbage", ProbeRows.FILTERS);
    AttachOptions options = BenchTelemetry.options("garbage").set("metrics.frame_period", 100);
    try (Pipeline pipeline = (Pipeline) Gst.parseLaunch(text);
        PipelineTelemetry ours = PipelineTelemetry.attach(pipeline, options)) {
      Chain chain = new Chain(pipeline, "garbage", ProbeRows.FILTERS);
      Pad last = pipeline.getElementByName("garbage-" + ProbeRows.FILTERS).getStaticPad("src");
      Meter meter = new Meter();
      Pads.observe(Address.of(last), meter);
      NativeBench.regions(chain.source(), 2);
      pipeline.play();
      NativeBench.window(chain.source(), Long.MAX_VALUE, WARM_UP + MEASURED + 100);
      pipeline.stop();
      ours.detach();
      long bytes = meter.after - meter.before;
      report.note(
          "%d bytes on the streaming thread over %d buffers, %d links, 2 objects a buffer,"
              + " a record every 100 frames",
          bytes, MEASURED, chain.links());
      return Row.value("garbage", (double) bytes / MEASURED, "B/buffer", Row.atMost(0));
    }
  }
}
