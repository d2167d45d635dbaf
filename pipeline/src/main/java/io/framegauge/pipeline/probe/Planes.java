package io.framegauge.pipeline.probe;

import io.framegauge.pipeline.gst.VideoInfo;
import java.util.Objects;

/// Where the planes of a frame lie; filled again for each frame.
final class Planes {
  private final int[] strides = new int[VideoInfo.PLANES];
  private final long[] offsets = new long[VideoInfo.PLANES];

  void read(VideoInfo video, long buffer) {
    video.planes(buffer, strides, offsets);
  }

  int stride(int plane) {
    return strides[Objects.checkIndex(plane, strides.length)];
  }

  long offset(int plane) {
    return offsets[Objects.checkIndex(plane, offsets.length)];
  }
}
