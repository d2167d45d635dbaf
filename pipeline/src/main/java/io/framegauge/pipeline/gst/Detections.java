package io.framegauge.pipeline.gst;

import io.framegauge.telemetry.counter.HotPath;

/// The objects on a buffer, one after the other. For one thread at a time.
///
/// They are told in one representation, never as a sum, since detectors may attach the same object
/// in both: the detections of the buffer's `GstAnalyticsRelationMeta` if it has any, else its
/// `GstVideoRegionOfInterestMeta`, without those that are instructions to an encoder.
public final class Detections {
  private final Regions.Cursor regions = new Regions.Cursor();
  private final Analytics.Cursor analytics = new Analytics.Cursor();
  private long buffer;
  private long meta;
  private long region;
  private boolean ahead;

  /// Starts with a buffer's objects.
  ///
  /// @return whether there are any
  @HotPath
  public boolean begin(long of) {
    meta = Analytics.of(of);
    if (meta != 0 && Analytics.first(meta, analytics)) {
      ahead = true;
      return true;
    }
    meta = 0;
    region = Regions.first(of, regions);
    if (region == 0) {
      return false;
    }
    buffer = of;
    ahead = true;
    return true;
  }

  /// Goes to the next object, if there is one; first to the first.
  @HotPath
  public boolean next() {
    if (ahead) {
      ahead = false;
      return true;
    }
    if (meta != 0) {
      return Analytics.next(meta, analytics);
    }
    region = Regions.next(buffer, regions);
    return region != 0;
  }

  /// The quark of what the object is.
  @HotPath
  public int label() {
    return meta != 0 ? Analytics.type(analytics) : Regions.type(region);
  }
}
