package io.framegauge.adapters.exchange;

import io.framegauge.adapters.transport.BoundingBox;
import io.framegauge.adapters.transport.VideoObject;
import io.framegauge.pipeline.port.FrameRegion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Objects of messages as regions of GStreamer, and back.
///
/// A region has whole pixels, a label, a number and a confidence. What else an object came with is
/// given back to the region that is where the object was; its number and its confidence, too, when
/// the region has none: GStreamer 1.22 leaves them behind where it converts a picture.
final class Regions {
  private static final String NAMESPACE = "gstreamer";

  private Regions() {}

  static List<FrameRegion> of(List<VideoObject> objects) {
    return objects.stream().map(Regions::of).toList();
  }

  private static FrameRegion of(VideoObject object) {
    BoundingBox box = object.detectionBox();
    int left = edge(box.xc() - box.width() / 2);
    int top = edge(box.yc() - box.height() / 2);
    return new FrameRegion(
        object.label(),
        object.trackId().filter(id -> id == id.intValue()).map(Long::intValue).orElse(0),
        left,
        top,
        edge(box.xc() + box.width() / 2) - left,
        edge(box.yc() + box.height() / 2) - top,
        object.confidence().map(OptionalDouble::of).orElse(OptionalDouble.empty()));
  }

  /// A region cannot begin outside of the picture.
  private static int edge(float pixels) {
    return Math.max(0, Math.round(pixels));
  }

  /// Regions as objects.
  ///
  /// @param before the objects that the frame came with
  static List<VideoObject> objects(List<FrameRegion> regions, List<VideoObject> before) {
    List<VideoObject> left = new ArrayList<>(before);
    List<VideoObject> objects = new ArrayList<>();
    long nextId = before.stream().mapToLong(VideoObject::id).max().orElse(-1) + 1;
    for (FrameRegion region : regions) {
      Optional<VideoObject> known = take(left, region);
      objects.add(known.isPresent() ? again(known.get(), region) : fresh(nextId++, region));
    }
    return objects;
  }

  /// The first of the objects that is where the region is, the one with its number first.
  private static Optional<VideoObject> take(List<VideoObject> objects, FrameRegion region) {
    Optional<VideoObject> found =
        objects.stream()
            .filter(
                object -> samePlace(of(object), region) && of(object).trackId() == region.trackId())
            .findFirst()
            .or(() -> objects.stream().filter(object -> samePlace(of(object), region)).findFirst());
    found.ifPresent(objects::remove);
    return found;
  }

  private static boolean samePlace(FrameRegion a, FrameRegion b) {
    return a.x() == b.x() && a.y() == b.y() && a.width() == b.width() && a.height() == b.height();
  }

  private static VideoObject again(VideoObject object, FrameRegion region) {
    boolean sameTrack = region.trackId() == 0 || of(object).trackId() == region.trackId();
    return new VideoObject(
        object.id(),
        object.parentId(),
        object.namespace(),
        region.label(),
        object.drawLabel(),
        object.detectionBox(),
        object.attributes(),
        object.confidence().or(() -> confidence(region)),
        sameTrack ? object.trackBox() : trackBox(region),
        sameTrack ? object.trackId() : trackId(region),
        object.rest());
  }

  private static VideoObject fresh(long id, FrameRegion region) {
    return new VideoObject(
        id,
        Optional.empty(),
        NAMESPACE,
        region.label(),
        Optional.empty(),
        box(region),
        List.of(),
        confidence(region),
        trackBox(region),
        trackId(region),
        new byte[0]);
  }

  private static BoundingBox box(FrameRegion region) {
    return new BoundingBox(
        region.x() + region.width() / 2f,
        region.y() + region.height() / 2f,
        region.width(),
        region.height(),
        Optional.empty());
  }

  private static Optional<Float> confidence(FrameRegion region) {
    return region.confidence().isPresent()
        ? Optional.of((float) region.confidence().getAsDouble())
        : Optional.empty();
  }

  private static Optional<BoundingBox> trackBox(FrameRegion region) {
    return region.trackId() == 0 ? Optional.empty() : Optional.of(box(region));
  }

  private static Optional<Long> trackId(FrameRegion region) {
    return region.trackId() == 0 ? Optional.empty() : Optional.of((long) region.trackId());
  }
}
