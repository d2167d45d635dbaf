package io.framegauge.pipeline.probe;

import io.framegauge.pipeline.gst.Quarks;
import io.framegauge.pipeline.gst.RegionParams;
import io.framegauge.pipeline.gst.Regions;
import io.framegauge.pipeline.gst.VideoInfo;
import java.util.HashMap;
import java.util.Map;

/// Makes the frames of one plugin, and keeps what they have in common. One thread at a time.
final class FrameMaker {
  private final Regions.Cursor cursor = new Regions.Cursor();
  private final RegionParams params = new RegionParams();
  private final Map<String, Integer> quarks = new HashMap<>();
  private VideoInfo video = VideoInfo.UNKNOWN;
  private String sourceId = "";

  /// The buffer as a frame, until that is closed.
  ///
  /// @param carrier by which the buffer is made writable
  BufferFrame open(long carrier, long buffer) {
    return new BufferFrame(this, carrier, buffer);
  }

  void video(VideoInfo info) {
    video = info;
  }

  void sourceId(String id) {
    sourceId = id;
  }

  VideoInfo video() {
    return video;
  }

  String sourceId() {
    return sourceId;
  }

  RegionParams params() {
    return params;
  }

  /// The first object's region, or 0.
  long firstRegion(long buffer) {
    return Regions.first(buffer, cursor);
  }

  /// The region of the object behind one, or 0.
  long nextRegion(long buffer, long region) {
    return Regions.next(buffer, region, cursor);
  }

  int quark(String label) {
    return quarks.computeIfAbsent(label, Quarks::of);
  }
}
