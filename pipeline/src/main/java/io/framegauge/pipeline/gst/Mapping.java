package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The bytes of one buffer, for as long as they are mapped. One thread.
public final class Mapping {
  private static final int READ = 1;
  private static final int READ_AND_WRITE = 3;
  private static final long INFO_BYTES = 104; // sizeof(GstMapInfo)
  private static final long DATA = 16;
  private static final long LENGTH = 24;

  private static final MethodHandle MAP =
      function(GST, "gst_buffer_map", returning(INT, POINTER, POINTER, INT));
  private static final MethodHandle UNMAP =
      function(GST, "gst_buffer_unmap", returningNothing(POINTER, POINTER));

  private final Arena arena;
  private final long info;
  private final boolean writable;
  private final MemorySegment bytes;

  private Mapping(long buffer, boolean writable) {
    this.writable = writable;
    this.arena = Arena.ofConfined();
    this.info = arena.allocate(INFO_BYTES, 8).address();
    this.bytes = map(buffer);
  }

  /// Maps a buffer; writable maps copy the bytes only when somebody else holds them too.
  public static Mapping of(long buffer, boolean writable) {
    return new Mapping(buffer, writable);
  }

  private MemorySegment map(long buffer) {
    try {
      int mapped =
          (int) (long) MAP.invokeExact(buffer, info, (long) (writable ? READ_AND_WRITE : READ));
      if (mapped == 0) {
        throw new IllegalStateException("the memory of the buffer cannot be mapped");
      }
    } catch (IllegalStateException e) {
      arena.close();
      throw e;
    } catch (Throwable e) {
      throw impossible(e);
    }
    // Tied to the arena: a view that is kept too long throws instead of reading freed memory.
    MemorySegment view =
        MemorySegment.ofAddress(getLong(info + DATA))
            .reinterpret(getLong(info + LENGTH), arena, null);
    return writable ? view : view.asReadOnly();
  }

  /// The bytes; using them after [#unmap] throws.
  public MemorySegment bytes() {
    return bytes;
  }

  /// Whether the bytes may be changed.
  public boolean writable() {
    return writable;
  }

  /// Gives the bytes back.
  ///
  /// @param held the buffer, or the one that took its place since
  public void unmap(long held) {
    try {
      UNMAP.invokeExact(held, info);
    } catch (Throwable e) {
      throw impossible(e);
    } finally {
      arena.close();
    }
  }
}
