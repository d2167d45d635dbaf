package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import io.framegauge.telemetry.counter.HotPath;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Reads and changes the `GstVideoRegionOfInterestMeta` of buffers: what detectors attach. Field
/// offsets are those of the public struct (gstvideometa.h).
public final class Regions {
  private static final long TYPE = 16; // GQuark, behind GstMeta
  private static final long X = 28;
  private static final long Y = 32;
  private static final long WIDTH = 36;
  private static final long HEIGHT = 40;
  private static final long PARAMS = 48; // GList of GstStructure
  private static final long LIST_NEXT = 8;
  private static final String ENCODER = "roi/";

  private static final long API = api();
  private static final MethodHandle NEXT =
      shortFunction(
          GST, "gst_buffer_iterate_meta_filtered", returning(POINTER, POINTER, POINTER, LONG));
  private static final MethodHandle REMOVE =
      function(GST, "gst_buffer_remove_meta", returning(INT, POINTER, POINTER));

  private static final MethodHandle STRUCTURE_NAME =
      shortFunction(GST, "gst_structure_get_name", returning(POINTER, POINTER));

  private Regions() {}

  /// Made when the first region is added: no other function has this many arguments.
  private static final class Adding {
    static final MethodHandle ADD =
        function(
            GST_VIDEO,
            "gst_buffer_add_video_region_of_interest_meta_id",
            returning(POINTER, POINTER, INT, INT, INT, INT, INT));
  }

  private static long api() {
    try {
      MethodHandle type =
          function(GST_VIDEO, "gst_video_region_of_interest_meta_api_get_type", returning(LONG));
      return (long) type.invokeExact();
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Where GStreamer's function keeps its place, if it must be asked; one for each thread that
  /// iterates. Its memory goes with the object that holds it.
  public static final class Cursor {
    private final MemorySegment place = Arena.ofAuto().allocate(8, 8);
    private final long address = place.address();
  }

  /// The first region of a buffer that is an object, or 0.
  @HotPath
  public static long first(long buffer, Cursor cursor) {
    if (BufferParts.KNOWN) {
      return objectFrom(BufferParts.firstMeta(buffer, API), buffer, cursor);
    }
    setLong(cursor.address, 0);
    return objectFrom(asked(buffer, cursor), buffer, cursor);
  }

  /// The region behind one of a buffer that is an object, or 0.
  @HotPath
  public static long next(long buffer, long region, Cursor cursor) {
    return objectFrom(following(buffer, region, cursor), buffer, cursor);
  }

  @HotPath
  private static long objectFrom(long first, long buffer, Cursor cursor) {
    long region = first;
    while (region != 0 && isHint(region)) {
      region = following(buffer, region, cursor);
    }
    return region;
  }

  @HotPath
  private static long following(long buffer, long region, Cursor cursor) {
    return BufferParts.KNOWN ? BufferParts.nextMeta(region, API) : asked(buffer, cursor);
  }

  /// The next one by GStreamer's function, which begins anew where the cursor's memory is 0.
  @HotPath
  static long asked(long buffer, Cursor cursor) {
    try {
      return (long) NEXT.invokeExact(buffer, cursor.address, API);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Whether a region is no object but an instruction to an encoder: it has parameters, and all of
  /// them are for encoders, which look for names such as `roi/x264enc`. A region with parameters of
  /// a detector besides is an object, and so is one without any.
  @HotPath
  private static boolean isHint(long region) {
    long params = getLong(region + PARAMS);
    for (long item = params; item != 0; item = getLong(item + LIST_NEXT)) {
      if (!isForEncoder(getLong(item))) {
        return false;
      }
    }
    return params != 0;
  }

  @HotPath
  private static boolean isForEncoder(long structure) {
    try {
      long name = (long) STRUCTURE_NAME.invokeExact(structure);
      for (int i = 0; i < ENCODER.length(); i++) {
        if (getByte(name + i) != ENCODER.charAt(i)) {
          return false;
        }
      }
      return true;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Attaches a region to a writable buffer and answers it.
  public static long add(long buffer, int type, int x, int y, int width, int height) {
    try {
      return (long)
          Adding.ADD.invokeExact(
              buffer, (long) type, (long) x, (long) y, (long) width, (long) height);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Takes a region off a writable buffer.
  public static void remove(long buffer, long region) {
    try {
      int ignored = (int) (long) REMOVE.invokeExact(buffer, region);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// The quark of what the region shows.
  @HotPath
  public static int type(long region) {
    return getInt(region + TYPE);
  }

  /// Changes what the region shows.
  public static void type(long region, int quark) {
    setInt(region + TYPE, quark);
  }

  /// Left edge in pixels.
  public static int x(long region) {
    return getInt(region + X);
  }

  /// Upper edge in pixels.
  public static int y(long region) {
    return getInt(region + Y);
  }

  /// Width in pixels.
  public static int width(long region) {
    return getInt(region + WIDTH);
  }

  /// Height in pixels.
  public static int height(long region) {
    return getInt(region + HEIGHT);
  }

  /// Changes where the region is, in pixels.
  public static void box(long region, int x, int y, int width, int height) {
    setInt(region + X, x);
    setInt(region + Y, y);
    setInt(region + WIDTH, width);
    setInt(region + HEIGHT, height);
  }
}
