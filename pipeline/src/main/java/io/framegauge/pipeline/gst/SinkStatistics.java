package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandle;

/// What a sink on GStreamer's base class tells of itself (gstbasesink.c, property `stats`). For
/// samplers, not for streaming threads.
public final class SinkStatistics {
  private static final NumberProperty STATISTICS = new NumberProperty("stats");
  private static final NumberProperty QOS = new NumberProperty("qos");
  private static final long DROPPED = constant("dropped");
  private static final MethodHandle GET =
      function(GST, "gst_structure_get_uint64", returning(INT, POINTER, POINTER, POINTER));
  private static final MethodHandle FREE =
      function(GST, "gst_structure_free", returningNothing(POINTER));

  private SinkStatistics() {}

  /// Buffers dropped for lateness since the sink was started, paused or flushed, or got a segment.
  public static long dropped(long sink) {
    long statistics = STATISTICS.longValue(sink);
    if (statistics == 0) {
      return 0;
    }
    try (Arena arena = Arena.ofConfined()) {
      long place = arena.allocate(8, 8).address();
      boolean told = (int) GET.invokeExact(statistics, DROPPED, place) != 0;
      FREE.invokeExact(statistics);
      return told ? getLong(place) : 0;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Whether the sink tells every dropped buffer by a message.
  public static boolean tells(long sink) {
    return QOS.unsignedInt(sink) != 0;
  }
}
