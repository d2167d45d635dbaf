package io.framegauge.pipeline.probe;

import io.framegauge.pipeline.gst.Buffers;
import io.framegauge.pipeline.gst.Mapping;
import io.framegauge.pipeline.gst.Quarks;
import io.framegauge.pipeline.gst.Regions;
import io.framegauge.pipeline.gst.VideoInfo;
import io.framegauge.pipeline.plugin.Frame;
import io.framegauge.pipeline.plugin.FrameObject;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A buffer as a plugin sees it. One for each plugin, opened for each buffer and closed behind it.
final class BufferFrame implements Frame {
  private final Regions.Cursor cursor = new Regions.Cursor();
  private final Map<String, Integer> quarks = new HashMap<>();
  private long buffer;
  private String sourceId = "";
  private VideoInfo video = VideoInfo.UNKNOWN;
  private @Nullable Mapping mapping;
  private boolean dropped;

  void open(long writableBuffer) {
    buffer = writableBuffer;
    dropped = false;
  }

  /// Ends the frame's life; objects and pixels that somebody kept throw from now on.
  void close() {
    unmap();
    buffer = 0;
  }

  boolean dropped() {
    return dropped;
  }

  void video(VideoInfo info) {
    video = info;
  }

  void sourceId(String id) {
    sourceId = id;
  }

  private long live() {
    if (buffer == 0) {
      throw new IllegalStateException("a frame is only valid during the callback it was given to");
    }
    return buffer;
  }

  @Override
  public String sourceId() {
    return sourceId;
  }

  @Override
  public long ptsNanos() {
    return Buffers.pts(live());
  }

  @Override
  public long dtsNanos() {
    return Buffers.dts(live());
  }

  @Override
  public long durationNanos() {
    return Buffers.duration(live());
  }

  @Override
  public int width() {
    return video.width();
  }

  @Override
  public int height() {
    return video.height();
  }

  @Override
  public String format() {
    return video.format();
  }

  @Override
  public int stride(int plane) {
    return video.ofBuffer(live()).strides().get(plane);
  }

  @Override
  public long planeOffset(int plane) {
    return video.ofBuffer(live()).offsets().get(plane);
  }

  @Override
  public MemorySegment pixels() {
    return mapped(false).bytes().asReadOnly();
  }

  @Override
  public MemorySegment writablePixels() {
    return mapped(true).bytes();
  }

  private Mapping mapped(boolean writable) {
    long held = live();
    Mapping current = mapping;
    if (current != null && (current.writable() || !writable)) {
      return current;
    }
    unmap();
    Mapping fresh = Mapping.of(held, writable);
    mapping = fresh;
    return fresh;
  }

  private void unmap() {
    Mapping current = mapping;
    if (current != null) {
      mapping = null;
      current.unmap();
    }
  }

  @Override
  public List<FrameObject> objects() {
    long held = live();
    List<FrameObject> objects = new ArrayList<>();
    Regions.rewind(cursor);
    for (long region = Regions.next(held, cursor);
        region != 0;
        region = Regions.next(held, cursor)) {
      if (!Regions.isHint(region)) {
        objects.add(new Region(held, region));
      }
    }
    return List.copyOf(objects);
  }

  @Override
  public FrameObject add(String label, int x, int y, int width, int height) {
    long held = live();
    return new Region(held, Regions.add(held, quark(label), x, y, width, height));
  }

  @Override
  public void remove(FrameObject object) {
    Region region = (Region) object;
    Regions.remove(live(), region.address());
    region.gone();
  }

  @Override
  public void drop() {
    live();
    dropped = true;
  }

  private int quark(String label) {
    return quarks.computeIfAbsent(label, Quarks::of);
  }

  /// An object: a view of the buffer's region.
  private final class Region implements FrameObject {
    private final long of;
    private long region;

    Region(long of, long region) {
      this.of = of;
      this.region = region;
    }

    private long address() {
      if (region == 0 || of != buffer) {
        throw new IllegalStateException(
            "an object is only valid while it is on a frame, during the callback it was given to");
      }
      return region;
    }

    void gone() {
      region = 0;
    }

    @Override
    public String label() {
      return Quarks.text(Regions.type(address()));
    }

    @Override
    public void label(String label) {
      Regions.type(address(), quark(label));
    }

    @Override
    public int id() {
      return Regions.id(address());
    }

    @Override
    public void id(int id) {
      Regions.id(address(), id);
    }

    @Override
    public int x() {
      return Regions.x(address());
    }

    @Override
    public int y() {
      return Regions.y(address());
    }

    @Override
    public int width() {
      return Regions.width(address());
    }

    @Override
    public int height() {
      return Regions.height(address());
    }
  }
}
