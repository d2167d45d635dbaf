package io.framegauge.pipeline;

import io.framegauge.pipeline.gst.NumberProperty;
import java.util.function.LongUnaryOperator;

/// How elements name their levels and limits, and how wide the numbers are.
///
/// @param buffers reads it from an element by its address, so the others
record LevelProperties(
    LongUnaryOperator buffers,
    LongUnaryOperator bytes,
    LongUnaryOperator nanos,
    LongUnaryOperator limitBuffers,
    LongUnaryOperator limitBytes,
    LongUnaryOperator limitNanos) {

  /// queue, queue2, multiqueue (its limits) and the pads of a multiqueue (their levels).
  static final LevelProperties QUEUE =
      new LevelProperties(
          new NumberProperty("current-level-buffers")::unsignedInt,
          new NumberProperty("current-level-bytes")::unsignedInt,
          new NumberProperty("current-level-time")::longValue,
          new NumberProperty("max-size-buffers")::unsignedInt,
          new NumberProperty("max-size-bytes")::unsignedInt,
          new NumberProperty("max-size-time")::longValue);

  /// appsrc, whose levels in buffers and time, and their limits, came with GStreamer 1.20.
  static final LevelProperties APPSRC =
      new LevelProperties(
          new NumberProperty("current-level-buffers")::longValue,
          new NumberProperty("current-level-bytes")::longValue,
          new NumberProperty("current-level-time")::longValue,
          new NumberProperty("max-buffers")::longValue,
          new NumberProperty("max-bytes")::longValue,
          new NumberProperty("max-time")::longValue);
}
