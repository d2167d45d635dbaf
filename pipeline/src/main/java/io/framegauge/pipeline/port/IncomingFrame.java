package io.framegauge.pipeline.port;

import java.util.List;

/// A frame that enters a pipeline.
///
/// @param bytes of the picture, encoded or raw, in GStreamer's default layout; not changed any more
/// @param ptsNanos when it is to be shown, or [#NO_TIME]
/// @param dtsNanos when it is to be decoded, or [#NO_TIME]
/// @param durationNanos or [#NO_TIME]
/// @param keyframe whether it can be decoded without an earlier one
/// @param objects that are on it
@SuppressWarnings("ArrayRecordComponent") // handed through, never compared
public record IncomingFrame(
    byte[] bytes,
    long ptsNanos,
    long dtsNanos,
    long durationNanos,
    boolean keyframe,
    List<FrameRegion> objects) {
  /// A time that is not known.
  public static final long NO_TIME = -1;

  public IncomingFrame {
    objects = List.copyOf(objects);
  }
}
