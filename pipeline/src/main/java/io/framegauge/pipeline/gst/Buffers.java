package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import io.framegauge.telemetry.counter.HotPath;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Reads `GstBuffer` and `GstBufferList` by address. Field offsets are those of the public struct
/// of GStreamer 1.x on 64-bit machines (gstbuffer.h: a 64-byte `GstMiniObject`, the pool, then
/// pts).
public final class Buffers {
  /// `GST_CLOCK_TIME_NONE`.
  public static final long NO_TIME = -1;

  private static final long FLAGS = 16; // GstMiniObject.flags
  private static final long PTS = 72;
  private static final long DTS = 80;
  private static final long DURATION = 88;
  private static final int HEADER = 1 << 10; // GST_BUFFER_FLAG_HEADER
  private static final int DELTA_UNIT = 1 << 13; // GST_BUFFER_FLAG_DELTA_UNIT

  private static final MethodHandle SIZE =
      shortFunction(GST, "gst_buffer_get_size", returning(LONG, POINTER));
  private static final MethodHandle LIST_LENGTH =
      shortFunction(GST, "gst_buffer_list_length", returning(INT, POINTER));
  private static final MethodHandle LIST_GET =
      shortFunction(GST, "gst_buffer_list_get", returning(POINTER, POINTER, INT));
  private static final MethodHandle IS_WRITABLE =
      shortFunction(GST, "gst_mini_object_is_writable", returning(INT, POINTER));
  private static final MethodHandle EXTRACT =
      function(GST, "gst_buffer_extract", returning(LONG, POINTER, LONG, POINTER, LONG));
  private static final MethodHandle MAKE_WRITABLE =
      function(GST, "gst_mini_object_make_writable", returning(POINTER, POINTER));

  private Buffers() {}

  /// Presentation timestamp in nanoseconds, or [#NO_TIME].
  @HotPath
  public static long pts(long buffer) {
    return getLong(buffer + PTS);
  }

  /// Decoding timestamp in nanoseconds, or [#NO_TIME].
  public static long dts(long buffer) {
    return getLong(buffer + DTS);
  }

  /// Duration in nanoseconds, or [#NO_TIME].
  public static long duration(long buffer) {
    return getLong(buffer + DURATION);
  }

  /// Whether the buffer can be decoded without an earlier one.
  @HotPath
  public static boolean isKey(long buffer) {
    return (getInt(buffer + FLAGS) & DELTA_UNIT) == 0;
  }

  /// Whether the buffer has headers of the stream, perhaps beside other things.
  @HotPath
  public static boolean hasHeaders(long buffer) {
    return (getInt(buffer + FLAGS) & HEADER) != 0;
  }

  /// Bytes in the buffer's memories.
  @HotPath
  public static long size(long buffer) {
    return BufferParts.KNOWN ? BufferParts.size(buffer) : askedSize(buffer);
  }

  @HotPath
  static long askedSize(long buffer) {
    try {
      return (long) SIZE.invokeExact(buffer);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Number of buffers in a list.
  @HotPath
  public static int listLength(long list) {
    try {
      return (int) (long) LIST_LENGTH.invokeExact(list);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// A buffer of a list; the list keeps it.
  @HotPath
  public static long listGet(long list, int index) {
    try {
      return (long) LIST_GET.invokeExact(list, (long) index);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Whether nobody else holds the buffer, so that its metas may be changed.
  public static boolean isWritable(long buffer) {
    try {
      return (int) (long) IS_WRITABLE.invokeExact(buffer) != 0;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Copies the first bytes of a buffer's memories.
  ///
  /// @param to native memory of at least so many bytes
  /// @return how many bytes were copied
  public static long copy(long buffer, MemorySegment to, long bytes) {
    try {
      return (long) EXTRACT.invokeExact(buffer, 0L, to.address(), bytes);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// A copy of the bytes in the buffer's memories.
  public static byte[] bytes(long buffer) {
    Mapping mapping = Mapping.of(buffer, false);
    try {
      return mapping.bytes().toArray(ValueLayout.JAVA_BYTE);
    } finally {
      mapping.unmap(buffer);
    }
  }

  /// Gives times, and says whether it can be decoded without an earlier one, to a buffer of ours.
  static void stamp(long buffer, long pts, long dts, long duration, boolean key) {
    setLong(buffer + PTS, pts);
    setLong(buffer + DTS, dts);
    setLong(buffer + DURATION, duration);
    int flags = getInt(buffer + FLAGS);
    setInt(buffer + FLAGS, key ? flags & ~DELTA_UNIT : flags | DELTA_UNIT);
  }

  /// The buffer itself when nobody else holds it, else a copy that shares its memory. Takes over
  /// the reference given, hands one out.
  static long makeWritable(long buffer) {
    try {
      return (long) MAKE_WRITABLE.invokeExact(buffer);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }
}
