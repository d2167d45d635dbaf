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
  /// @return false when there is surely none
  @HotPath
  public boolean begin(long of) {
    long found = Analytics.of(of);
    if (found == 0 && !Regions.any(of)) {
      return false;
    }
    buffer = of;
    meta = found;
    if (meta != 0) {
      Analytics.rewind(analytics);
      ahead = Analytics.next(meta, analytics);
      if (ahead) {
        return true;
      }
      meta = 0;
      if (!Regions.any(of)) {
        return false;
      }
    }
    Regions.rewind(regions);
    return true;
  }

  /// Goes to the next object, if there is one.
  @HotPath
  public boolean next() {
    if (meta != 0) {
      boolean found = ahead || Analytics.next(meta, analytics);
      ahead = false;
      return found;
    }
    do {
      region = Regions.next(buffer, regions);
    } while (region != 0 && Regions.isHint(region));
    return region != 0;
  }

  /// The quark of what the object is.
  @HotPath
  public int label() {
    return meta != 0 ? Analytics.type(analytics) : Regions.type(region);
  }
}
