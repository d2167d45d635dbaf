package io.framegauge.pipeline;

import java.util.concurrent.atomic.AtomicInteger;
import org.freedesktop.gstreamer.Bus;
import org.freedesktop.gstreamer.Pipeline;

/// Counts how often a pipeline has come to the end of a segment.
final class SegmentEnds {
  private final AtomicInteger count = new AtomicInteger();

  SegmentEnds(Pipeline pipeline) {
    pipeline
        .getBus()
        .connect((Bus.SEGMENT_DONE) (source, format, position) -> count.incrementAndGet());
  }

  int count() {
    return count.get();
  }
}
