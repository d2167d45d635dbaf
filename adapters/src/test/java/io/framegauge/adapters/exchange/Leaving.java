package io.framegauge.adapters.exchange;

import io.framegauge.pipeline.port.FrameRegion;
import io.framegauge.pipeline.port.OutgoingFrame;
import java.util.List;

/// A frame that leaves a pipeline.
@SuppressWarnings("ArrayRecordComponent") // handed through, never compared
record Leaving(
    String sourceId,
    String caps,
    long ptsNanos,
    long dtsNanos,
    long durationNanos,
    boolean keyframe,
    List<FrameRegion> objects,
    byte[] bytes)
    implements OutgoingFrame {

  /// A small raw picture of a camera.
  static Leaving at(long ptsNanos, FrameRegion... objects) {
    return new Leaving(
        "camera",
        "video/x-raw, format=(string)RGB, width=(int)2, height=(int)1, framerate=(fraction)10/1",
        ptsNanos,
        -1,
        100,
        true,
        List.of(objects),
        new byte[] {1, 2, 3, 4, 5, 6, 0, 0});
  }
}
