package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.OptionalLong;

/// Size and memory layout of video frames, by their caps.
///
/// @param width in pixels, 0 when the caps tell none
/// @param height in pixels, 0 when the caps tell none
/// @param format GStreamer's name of the pixel format; empty for encoded video
/// @param strides bytes from one row to the next, by plane
/// @param offsets where planes begin, in bytes
public record VideoInfo(
    int width, int height, String format, List<Integer> strides, List<Long> offsets) {
  /// Nothing is known.
  public static final VideoInfo UNKNOWN = new VideoInfo(0, 0, "", List.of(), List.of());

  private static final String RAW = "video/x-raw";
  private static final long SIZE = 512; // more than sizeof(GstVideoInfo), 152 in 1.22
  private static final long FORMAT_NAME = 8; // in GstVideoFormatInfo
  private static final long WIDTH = 16;
  private static final long HEIGHT = 20;
  private static final long BYTES = 24;
  private static final long OFFSETS = 72;
  private static final long STRIDES = 104;

  /// Most planes that a format has.
  public static final int PLANES = 4;

  private static final long META_OFFSETS = 48; // in GstVideoMeta
  private static final long META_STRIDES = 80;

  private static final MethodHandle FROM_TEXT =
      function(GST, "gst_caps_from_string", returning(POINTER, POINTER));
  private static final MethodHandle FROM_CAPS =
      function(GST_VIDEO, "gst_video_info_from_caps", returning(INT, POINTER, POINTER));
  private static final MethodHandle IS_FIXED =
      function(GST, "gst_caps_is_fixed", returning(INT, POINTER));
  private static final MethodHandle UNREF =
      function(GST, "gst_mini_object_unref", returningNothing(POINTER));
  private static final MethodHandle META =
      function(GST_VIDEO, "gst_buffer_get_video_meta", returning(POINTER, POINTER));

  public VideoInfo {
    strides = List.copyOf(strides);
    offsets = List.copyOf(offsets);
  }

  /// How many bytes a buffer with these caps has at least: 0 where they are of encoded video, empty
  /// where the text is no caps, leaves a choice, or is of raw video without a size.
  public static OptionalLong leastBytes(String text) {
    try (Arena arena = Arena.ofConfined()) {
      long caps = (long) FROM_TEXT.invokeExact(arena.allocateFrom(text).address());
      if (caps == 0) {
        return OptionalLong.empty();
      }
      boolean fixed = (int) (long) IS_FIXED.invokeExact(caps) != 0;
      boolean raw = text.startsWith(RAW);
      long info = arena.allocate(SIZE, 8).address();
      boolean video = fixed && raw && (int) (long) FROM_CAPS.invokeExact(info, caps) != 0;
      UNREF.invokeExact(caps);
      if (fixed && !raw) {
        return OptionalLong.of(0);
      }
      // a size below 0 passes GStreamer's own check
      boolean sized = video && getInt(info + WIDTH) > 0 && getInt(info + HEIGHT) > 0;
      return sized ? OptionalLong.of(getLong(info + BYTES)) : OptionalLong.empty();
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// What caps, as text, say.
  public static VideoInfo ofCaps(String text) {
    try (Arena arena = Arena.ofConfined()) {
      long caps = (long) FROM_TEXT.invokeExact(arena.allocateFrom(text).address());
      if (caps == 0) {
        return UNKNOWN;
      }
      long info = arena.allocate(SIZE, 8).address();
      boolean video = (int) (long) FROM_CAPS.invokeExact(info, caps) != 0;
      UNREF.invokeExact(caps);
      return video ? read(info) : UNKNOWN;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private static VideoInfo read(long info) {
    String name = getString(getLong(getLong(info) + FORMAT_NAME));
    String format = name.equals("ENCODED") ? "" : name;
    return new VideoInfo(
        getInt(info + WIDTH),
        getInt(info + HEIGHT),
        format,
        ints(info + STRIDES),
        longs(info + OFFSETS));
  }

  /// Where a buffer's planes lie: as its `GstVideoMeta` tells, if it has one, else as the caps do.
  public void planes(long buffer, int[] strideOfPlane, long[] offsetOfPlane) {
    long meta = meta(buffer);
    for (int plane = 0; plane < PLANES; plane++) {
      boolean known = plane < strides.size();
      strideOfPlane[plane] =
          meta == 0 ? known ? strides.get(plane) : 0 : getInt(meta + META_STRIDES + 4L * plane);
      offsetOfPlane[plane] =
          meta == 0 ? known ? offsets.get(plane) : 0 : getLong(meta + META_OFFSETS + 8L * plane);
    }
  }

  private static long meta(long buffer) {
    try {
      return (long) META.invokeExact(buffer);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private static List<Integer> ints(long address) {
    return java.util.stream.IntStream.range(0, PLANES)
        .mapToObj(plane -> getInt(address + 4L * plane))
        .toList();
  }

  private static List<Long> longs(long address) {
    return java.util.stream.IntStream.range(0, PLANES)
        .mapToObj(plane -> getLong(address + 8L * plane))
        .toList();
  }
}
