package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandle;

/// Reads a 64-bit number out of the property `stats` of elements. For samplers, not for streaming
/// threads.
public final class Statistic {
  private static final NumberProperty STATISTICS = new NumberProperty("stats");
  private static final MethodHandle GET =
      function(GST, "gst_structure_get_uint64", returning(INT, POINTER, POINTER, POINTER));
  private static final MethodHandle FREE =
      function(GST, "gst_structure_free", returningNothing(POINTER));

  private final long field;

  /// A number by its name.
  public Statistic(String name) {
    field = constant(name);
  }

  /// The number as an element tells it now, by its address; 0 when it does not.
  public long of(long element) {
    long statistics = STATISTICS.longValue(element);
    if (statistics == 0) {
      return 0;
    }
    try (Arena arena = Arena.ofConfined()) {
      long place = arena.allocate(8, 8).address();
      boolean told = (int) (long) GET.invokeExact(statistics, field, place) != 0;
      FREE.invokeExact(statistics);
      return told ? getLong(place) : 0;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }
}
