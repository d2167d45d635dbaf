package io.framegauge.pipeline.probe;

import io.framegauge.pipeline.gst.Quarks;
import io.framegauge.pipeline.gst.Regions;
import io.framegauge.pipeline.plugin.FrameObject;
import java.util.List;

/// An object on a [BufferFrame]: a view of the buffer's region.
final class BufferObject implements FrameObject {
  private final BufferFrame frame;
  private long region;

  BufferObject(BufferFrame frame, long region) {
    this.frame = frame;
    this.region = region;
  }

  boolean isAt(long address) {
    return region == address;
  }

  /// The frame's regions are others now, in the same order.
  void moved(List<Long> before, List<Long> after) {
    int place = before.indexOf(region);
    region = place >= 0 && place < after.size() ? after.get(place) : 0;
  }

  /// The region, which is being taken off.
  long takenOff() {
    long last = region;
    region = 0;
    return last;
  }

  /// A number that GStreamer keeps without a sign.
  static void checkBox(int x, int y, int width, int height) {
    checkNotNegative("x", x);
    checkNotNegative("y", y);
    checkNotNegative("width", width);
    checkNotNegative("height", height);
  }

  private static void checkNotNegative(String name, int value) {
    if (value < 0) {
      throw new IllegalArgumentException("must be >= 0: " + name + "=" + value);
    }
  }

  private long read() {
    frame.live();
    if (region == 0) {
      throw new IllegalStateException("the object is not on the frame any more");
    }
    return region;
  }

  private long written() {
    read();
    frame.writable(); // may move the region
    return read();
  }

  @Override
  public String label() {
    return Quarks.text(Regions.type(read()));
  }

  @Override
  public void label(String label) {
    int quark = frame.maker().quark(label);
    Regions.type(written(), quark);
  }

  @Override
  public double confidence() {
    return frame.maker().params().confidence(read());
  }

  @Override
  public void confidence(double confidence) {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("must be from 0 to 1: confidence=" + confidence);
    }
    frame.maker().params().confidence(written(), confidence);
  }

  @Override
  public int trackId() {
    return frame.maker().params().trackId(read());
  }

  @Override
  public void trackId(int id) {
    frame.maker().params().trackId(written(), id);
  }

  @Override
  public int x() {
    return Regions.x(read());
  }

  @Override
  public int y() {
    return Regions.y(read());
  }

  @Override
  public int width() {
    return Regions.width(read());
  }

  @Override
  public int height() {
    return Regions.height(read());
  }

  @Override
  public void box(int x, int y, int width, int height) {
    checkBox(x, y, width, height);
    Regions.box(written(), x, y, width, height);
  }
}
