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
  private long meta; // the analytics meta that is being read, or 0

  /// The first of a buffer's objects, or 0.
  @HotPath
  public long first(long buffer) {
    if (Analytics.present()) {
      meta = Analytics.of(buffer);
      if (meta != 0 && Analytics.first(meta, analytics)) {
        return meta;
      }
      meta = 0;
    }
    return Regions.first(buffer, regions);
  }

  /// The object behind one of a buffer, or 0.
  @HotPath
  public long next(long buffer, long object) {
    if (readsAnalytics()) {
      return Analytics.next(meta, analytics) ? object : 0;
    }
    return Regions.next(buffer, object, regions);
  }

  /// The quark of what an object is, the one told last.
  @HotPath
  public int label(long object) {
    return readsAnalytics() ? Analytics.type(analytics) : Regions.type(object);
  }

  /// The compiler sees when there is nothing to read.
  private boolean readsAnalytics() {
    return Analytics.present() && meta != 0;
  }
}
