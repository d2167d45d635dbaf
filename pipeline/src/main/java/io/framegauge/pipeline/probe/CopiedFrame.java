package io.framegauge.pipeline.probe;

import io.framegauge.pipeline.plugin.Frame;
import io.framegauge.pipeline.plugin.FrameObject;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The copy of a frame as a plugin sees it off the streaming thread, until it is closed.
final class CopiedFrame implements Frame {
  private final FrameSlot slot;
  private final Thread owner = Thread.currentThread();
  private @Nullable Arena arena;
  private @Nullable MemorySegment pixels;
  private boolean closed;

  CopiedFrame(FrameSlot slot) {
    this.slot = slot;
  }

  /// Ends the frame's life; the frame, and objects and pixels of it, throw from now on.
  void close() {
    closed = true;
    Arena open = arena;
    if (open != null) {
      open.close();
    }
  }

  FrameSlot live() {
    if (closed || !owner.equals(Thread.currentThread())) {
      throw BufferFrame.over();
    }
    return slot;
  }

  static UnsupportedOperationException onlyObserves(String call) {
    return new UnsupportedOperationException(
        "a plugin off the streaming thread sees a copy and cannot change the frame: call=" + call);
  }

  @Override
  public String sourceId() {
    return live().sourceId();
  }

  @Override
  public long ptsNanos() {
    return live().ptsNanos();
  }

  @Override
  public long dtsNanos() {
    return live().dtsNanos();
  }

  @Override
  public long durationNanos() {
    return live().durationNanos();
  }

  @Override
  public int width() {
    return live().video().width();
  }

  @Override
  public int height() {
    return live().video().height();
  }

  @Override
  public String format() {
    return live().video().format();
  }

  @Override
  public int stride(int plane) {
    return live().planes().stride(plane);
  }

  @Override
  public long planeOffset(int plane) {
    return live().planes().offset(plane);
  }

  @Override
  public MemorySegment pixels() {
    FrameSlot read = live();
    MemorySegment known = pixels;
    if (known == null) {
      Arena callback = Arena.ofConfined();
      arena = callback;
      known = read.pixels(callback);
      pixels = known;
    }
    return known;
  }

  @Override
  public MemorySegment writablePixels() {
    throw onlyObserves("writablePixels");
  }

  @Override
  public List<FrameObject> objects() {
    return IntStream.range(0, live().objects().count())
        .<FrameObject>mapToObj(object -> new CopiedObject(this, object))
        .toList();
  }

  @Override
  public FrameObject add(String label, int x, int y, int width, int height) {
    throw onlyObserves("add");
  }

  @Override
  public void remove(FrameObject object) {
    throw onlyObserves("remove");
  }

  @Override
  public <T> Optional<T> data(String name, Class<T> type) {
    return BufferFrame.data(live().data(), name, type);
  }

  @Override
  public void data(String name, Object value) {
    throw onlyObserves("data");
  }

  @Override
  public void removeData(String name) {
    throw onlyObserves("removeData");
  }

  @Override
  public void drop() {
    throw onlyObserves("drop");
  }
}
