package io.framegauge.adapters.transport;

import java.util.List;
import java.util.Optional;

/// Messages for tests.
public final class Frames {
  private static final byte[] NOTHING = new byte[0];

  private Frames() {}

  /// A frame whose picture travels in the payload.
  public static VideoFrame frame(String sourceId, long pts, List<VideoObject> objects) {
    Attribute colour =
        new Attribute(
            "model", "colour", List.of(new byte[] {8, 1}), Optional.of("h"), true, false, NOTHING);
    return frame(sourceId, pts, colour, objects);
  }

  /// A frame that tells its format as modules do.
  public static VideoFrame withCaps(
      String caps, String sourceId, long pts, List<VideoObject> objects) {
    return frame(sourceId, pts, Attribute.text("gstreamer", "caps", caps), objects);
  }

  /// An object where nothing can be: its numbers are none.
  public static VideoObject nowhere() {
    return new VideoObject(
        1,
        Optional.empty(),
        "detector",
        "person",
        Optional.empty(),
        new BoundingBox(
            Float.NaN, Float.POSITIVE_INFINITY, 10, Float.NEGATIVE_INFINITY, Optional.empty()),
        List.of(),
        Optional.of(Float.NaN),
        Optional.empty(),
        Optional.empty(),
        NOTHING);
  }

  private static VideoFrame frame(
      String sourceId, long pts, Attribute attribute, List<VideoObject> objects) {
    return new VideoFrame(
        Optional.of(pts - 1),
        sourceId,
        "0196f000-0000-7000-8000-000000000001",
        0,
        1_700_000_000_123_456_789L,
        "25/1",
        768,
        576,
        true,
        Optional.of("h264"),
        Optional.of(false),
        1,
        1_000_000_000,
        pts,
        Optional.of(-5L),
        Optional.empty(),
        new FramePixels.External("zeromq", Optional.empty()),
        List.of(attribute),
        objects,
        Optional.of("before"),
        NOTHING);
  }

  /// An object with everything that it can have.
  static VideoObject object(long id) {
    BoundingBox box = new BoundingBox(1.5f, 2, 30, 40.25f, Optional.of(-45f));
    return new VideoObject(
        id,
        Optional.of(0L),
        "detector",
        "person",
        Optional.of("Person"),
        box,
        List.of(),
        Optional.of(0.75f),
        Optional.of(box),
        Optional.of(-7L),
        NOTHING);
  }
}
