package io.framegauge.pipeline.probe;

import io.framegauge.pipeline.gst.Buffers;
import io.framegauge.pipeline.gst.FrameData;
import io.framegauge.pipeline.gst.VideoInfo;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/// The copy of one frame, in native memory that is used again for later frames: it grows with the
/// largest frame and is not made anew. Filled by one thread, then read by another, then filled
/// again; whoever hands it over sees to the order.
final class FrameSlot {
  private final Planes planes = new Planes();
  private final ObjectCopies objects = new ObjectCopies();
  private Arena arena = Arena.ofShared();
  private MemorySegment memory = MemorySegment.NULL;
  private long sizeBytes;
  private long ptsNanos;
  private long dtsNanos;
  private long durationNanos;
  private VideoInfo video = VideoInfo.UNKNOWN;
  private String sourceId = "";
  private Map<String, Object> data = Map.of();

  /// Copies a buffer.
  void fill(long buffer, FrameMaker maker) {
    long needed = Buffers.size(buffer);
    if (needed > memory.byteSize()) {
      free();
      arena = Arena.ofShared();
      memory = arena.allocate(needed, Long.BYTES);
    }
    sizeBytes = Buffers.copy(buffer, memory, needed);
    ptsNanos = Buffers.pts(buffer);
    dtsNanos = Buffers.dts(buffer);
    durationNanos = Buffers.duration(buffer);
    video = maker.video();
    sourceId = maker.sourceId();
    planes.read(video, buffer);
    objects.read(buffer, maker);
    data = FrameData.of(buffer);
  }

  /// Lets the data of plugins go; the memory stays for the next frame.
  void clear() {
    data = Map.of();
  }

  /// Gives the memory back, when nobody fills or reads it.
  void free() {
    memory = MemorySegment.NULL;
    arena.close();
  }

  /// The pixels, for as long as an arena is open.
  MemorySegment pixels(Arena whileOpen) {
    return memory.reinterpret(sizeBytes, whileOpen, null).asReadOnly();
  }

  Planes planes() {
    return planes;
  }

  ObjectCopies objects() {
    return objects;
  }

  long ptsNanos() {
    return ptsNanos;
  }

  long dtsNanos() {
    return dtsNanos;
  }

  long durationNanos() {
    return durationNanos;
  }

  VideoInfo video() {
    return video;
  }

  String sourceId() {
    return sourceId;
  }

  Map<String, Object> data() {
    return data;
  }
}
