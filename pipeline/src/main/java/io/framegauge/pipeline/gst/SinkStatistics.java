package io.framegauge.pipeline.gst;

/// What a sink on GStreamer's base class tells of itself (gstbasesink.c, property `stats`). For
/// samplers, not for streaming threads.
public final class SinkStatistics {
  private static final NumberProperty QOS = new NumberProperty("qos");
  private static final Statistic DROPPED = new Statistic("dropped");

  private SinkStatistics() {}

  /// Buffers dropped for lateness since the sink was started, paused or flushed, or got a segment.
  public static long dropped(long sink) {
    return DROPPED.of(sink);
  }

  /// Whether the sink tells every dropped buffer by a message.
  public static boolean tells(long sink) {
    return QOS.unsignedInt(sink) != 0;
  }
}
