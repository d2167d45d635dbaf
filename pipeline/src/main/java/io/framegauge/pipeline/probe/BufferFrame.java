package io.framegauge.pipeline.probe;

import io.framegauge.pipeline.gst.Buffers;
import io.framegauge.pipeline.gst.FrameData;
import io.framegauge.pipeline.gst.Mapping;
import io.framegauge.pipeline.gst.PadProbe;
import io.framegauge.pipeline.gst.Regions;
import io.framegauge.pipeline.plugin.Frame;
import io.framegauge.pipeline.plugin.FrameObject;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A buffer as a plugin sees it on the streaming thread, while it passes.
///
/// Each buffer gets a frame of its own, so that one which is kept never becomes valid again.
final class BufferFrame implements Frame {
  private final FrameMaker maker;
  private final long carrier;
  private final Thread owner = Thread.currentThread();
  private List<BufferObject> given = List.of();
  private @Nullable Planes planes;
  private long buffer;
  private @Nullable Mapping mapping;
  private boolean dropped;

  BufferFrame(FrameMaker maker, long carrier, long buffer) {
    this.maker = maker;
    this.carrier = carrier;
    this.buffer = buffer;
  }

  /// Ends the frame's life; the frame, and objects and pixels of it, throw from now on.
  void close() {
    unmap();
    buffer = 0;
  }

  boolean dropped() {
    return dropped;
  }

  FrameMaker maker() {
    return maker;
  }

  /// The buffer's address, for reading.
  long live() {
    if (buffer == 0 || !owner.equals(Thread.currentThread())) {
      throw over();
    }
    return buffer;
  }

  static IllegalStateException over() {
    return new IllegalStateException(
        "a frame is only valid during the callback it was given to, on its thread");
  }

  /// The buffer's address, for changing what it carries. From then on this may be another buffer.
  long writable() {
    long held = live();
    if (!Buffers.isWritable(held)) {
      List<Long> before = regions(held);
      buffer = PadProbe.makeWritable(carrier, held);
      List<Long> after = regions(buffer); // copied in the same order
      given.forEach(object -> object.moved(before, after));
    }
    return buffer;
  }

  private List<Long> regions(long of) {
    List<Long> regions = new ArrayList<>();
    for (long at = maker.firstRegion(of); at != 0; at = maker.nextRegion(of, at)) {
      regions.add(at);
    }
    return regions;
  }

  @Override
  public String sourceId() {
    live();
    return maker.sourceId();
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
    live();
    return maker.video().width();
  }

  @Override
  public int height() {
    live();
    return maker.video().height();
  }

  @Override
  public String format() {
    live();
    return maker.video().format();
  }

  @Override
  public int stride(int plane) {
    return planes().stride(plane);
  }

  @Override
  public long planeOffset(int plane) {
    return planes().offset(plane);
  }

  private Planes planes() {
    long held = live();
    Planes known = planes;
    if (known == null) {
      known = new Planes();
      known.read(maker.video(), held);
      planes = known;
    }
    return known;
  }

  @Override
  public MemorySegment pixels() {
    long held = live();
    Mapping current = mapping;
    return (current == null ? mapped(held, false) : current).bytes().asReadOnly();
  }

  @Override
  public MemorySegment writablePixels() {
    long own = writable();
    Mapping current = mapping;
    if (current != null && current.writable()) {
      return current.bytes();
    }
    unmap();
    return mapped(own, true).bytes();
  }

  private Mapping mapped(long held, boolean writable) {
    Mapping fresh = Mapping.of(held, writable);
    mapping = fresh;
    return fresh;
  }

  private void unmap() {
    Mapping current = mapping;
    if (current != null) {
      mapping = null;
      current.unmap(buffer);
    }
  }

  @Override
  public List<FrameObject> objects() {
    return regions(live()).stream().<FrameObject>map(this::object).toList();
  }

  private BufferObject object(long region) {
    for (BufferObject known : given) {
      if (known.isAt(region)) {
        return known;
      }
    }
    BufferObject object = new BufferObject(this, region);
    if (given.isEmpty()) {
      given = new ArrayList<>();
    }
    given.add(object);
    return object;
  }

  @Override
  public FrameObject add(String label, int x, int y, int width, int height) {
    BufferObject.checkBox(x, y, width, height);
    int quark = maker.quark(label);
    return object(Regions.add(writable(), quark, x, y, width, height));
  }

  @Override
  public void remove(FrameObject object) {
    long own = writable();
    if (!(object instanceof BufferObject ours && given.contains(ours))) {
      throw new IllegalArgumentException("the object is not on this frame");
    }
    given.remove(ours);
    Regions.remove(own, ours.takenOff());
  }

  @Override
  public <T> Optional<T> data(String name, Class<T> type) {
    return data(FrameData.of(live()), name, type);
  }

  static <T> Optional<T> data(Map<String, Object> all, String name, Class<T> type) {
    Object value = all.get(name);
    if (value != null && !type.isInstance(value)) {
      throw new IllegalArgumentException(
          "the frame has a %s under this name, not a %s: name=%s"
              .formatted(value.getClass().getName(), type.getName(), name));
    }
    return Optional.ofNullable(value).map(type::cast);
  }

  @Override
  public void data(String name, Object value) {
    Objects.requireNonNull(value, "value");
    FrameData.put(writable(), Objects.requireNonNull(name, "name"), value);
  }

  @Override
  public void removeData(String name) {
    if (FrameData.of(live()).containsKey(name)) {
      FrameData.remove(writable(), name);
    }
  }

  @Override
  public void drop() {
    live();
    dropped = true;
  }
}
