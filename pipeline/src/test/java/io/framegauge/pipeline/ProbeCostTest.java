package io.framegauge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.framegauge.pipeline.gst.PadProbe;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.freedesktop.gstreamer.Pad;
import org.freedesktop.gstreamer.PadProbeReturn;
import org.freedesktop.gstreamer.PadProbeType;
import org.junit.jupiter.api.Test;

/// Notices the day when measuring becomes expensive. What is compared is CPU time of the streaming
/// thread on the same machine in the same minute; the bound is five times what was measured.
/// `benchmarks/run` tells the cost itself.
class ProbeCostTest {
  private static final int FILTERS = 8;

  /// Asks for the CPU time of its thread at two buffers.
  private static final class CpuMeter extends PadProbe {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final int from;
    private final int to;
    private int buffers;
    private long beforeNanos;
    private volatile long afterNanos;

    CpuMeter(int from, int to) {
      this.from = from;
      this.to = to;
    }

    @Override
    protected int buffer(long pad, long carrier, long buffer) {
      buffers++;
      if (buffers == from) {
        beforeNanos = threads.getCurrentThreadCpuTime();
      } else if (buffers == to) {
        afterNanos = threads.getCurrentThreadCpuTime();
      }
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

    double nanosPerBuffer() {
      return (double) (afterNanos - beforeNanos) / (to - from);
    }
  }

  @Test
  void shouldMeasureFullyForLessThanAThirdOfWhatCountingByGst1JavaCoreAdds()
      throws InterruptedException {
    double ours = nanosPerBuffer(20_000, 40_000, false);
    double both = nanosPerBuffer(2_000, 4_000, true);

    assertThat(ours)
        .as(
            "CPU time a buffer with ours, of that with ours and theirs: %.0f of %.0f ns",
            ours, both)
        .isPositive()
        .isLessThan(both / 4);
  }

  /// CPU nanoseconds of the streaming thread for one buffer, between two buffers.
  private static double nanosPerBuffer(int from, int to, boolean theirs)
      throws InterruptedException {
    String text =
        "fakesrc num-buffers=%d sizetype=2 sizemax=64 ! ".formatted(to)
            + IntStream.range(0, FILTERS)
                .mapToObj(i -> "identity name=filter" + i + " ! ")
                .collect(Collectors.joining())
            + "fakesink sync=false";
    try (MeasuredPipeline pipeline = new MeasuredPipeline(text, MeasuredPipeline.metrics())) {
      if (theirs) {
        filterPads(pipeline).forEach(ProbeCostTest::countByTheirs);
      }
      CpuMeter meter = new CpuMeter(from, to);
      pipeline.observe("filter" + (FILTERS - 1), meter);

      pipeline.run();

      assertThat(pipeline.stage("fakesink0").buffers()).isEqualTo(to);
      return meter.nanosPerBuffer();
    }
  }

  private static List<Pad> filterPads(MeasuredPipeline pipeline) {
    return IntStream.range(0, FILTERS)
        .mapToObj(i -> pipeline.element("filter" + i).getStaticPad("src"))
        .toList();
  }

  private static void countByTheirs(Pad pad) {
    long[] count = new long[1];
    pad.addProbe(
        PadProbeType.BUFFER,
        (where, info) -> {
          count[0]++;
          return PadProbeReturn.OK;
        });
  }
}
