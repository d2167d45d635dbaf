package io.framegauge.benchmarks;

import io.framegauge.pipeline.gst.PadProbe;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/// Counts in a cell of its own with a single writer, as the probe in C does, and nothing else.
final class CountingProbe extends PadProbe {
  private static final VarHandle CELL = ValueLayout.JAVA_LONG.varHandle();

  private final MemorySegment cell = Arena.global().allocate(64, 64);

  @Override
  protected int buffer(long pad, long carrier, long buffer) {
    CELL.setOpaque(cell, 0L, (long) CELL.get(cell, 0L) + 1);
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

  long count() {
    return (long) CELL.getVolatile(cell, 0L);
  }
}
