package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import io.framegauge.telemetry.counter.HotPath;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.OptionalDouble;

/// Reads and changes the `GstVideoRegionOfInterestMeta` of buffers: what detectors attach. Field
/// offsets are those of the public struct (gstvideometa.h).
public final class Regions {
  private static final long TYPE = 16; // GQuark, behind GstMeta
  private static final long ID = 20;
  private static final long X = 28;
  private static final long Y = 32;
  private static final long WIDTH = 36;
  private static final long HEIGHT = 40;
  private static final long PARAMS = 48; // GList of GstStructure
  private static final long LIST_NEXT = 8;
  private static final String ENCODER = "roi/";

  private static final long API = api();
  private static final MethodHandle COUNT =
      shortFunction(GST, "gst_buffer_get_n_meta", returning(INT, POINTER, LONG));
  private static final MethodHandle NEXT =
      shortFunction(
          GST, "gst_buffer_iterate_meta_filtered", returning(POINTER, POINTER, POINTER, LONG));
  private static final MethodHandle ADD =
      function(
          GST_VIDEO,
          "gst_buffer_add_video_region_of_interest_meta_id",
          returning(POINTER, POINTER, INT, INT, INT, INT, INT));
  private static final MethodHandle REMOVE =
      function(GST, "gst_buffer_remove_meta", returning(INT, POINTER, POINTER));

  private static final MethodHandle STRUCTURE_NAME =
      shortFunction(GST, "gst_structure_get_name", returning(POINTER, POINTER));

  private static final MethodHandle GET_DOUBLE =
      function(GST, "gst_structure_get_double", returning(INT, POINTER, POINTER, POINTER));
  private static final MethodHandle FROM_TEXT =
      function(GST, "gst_structure_from_string", returning(POINTER, POINTER, POINTER));
  private static final MethodHandle ADD_PARAM =
      function(
          GST_VIDEO,
          "gst_video_region_of_interest_meta_add_param",
          returningNothing(POINTER, POINTER));
  private static final long CONFIDENCE = constant("confidence");

  private Regions() {}

  private static long api() {
    try {
      MethodHandle type =
          function(GST_VIDEO, "gst_video_region_of_interest_meta_api_get_type", returning(LONG));
      return (long) type.invokeExact();
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Memory in which [#next] keeps its place; one for each thread that iterates. It goes with the
  /// object that holds it.
  public static final class Cursor {
    private final MemorySegment place = Arena.ofAuto().allocate(8, 8);
    private final long address = place.address();
  }

  /// How many regions a buffer has.
  @HotPath
  public static int count(long buffer) {
    try {
      return (int) COUNT.invokeExact(buffer, API);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Starts an iteration over a buffer's regions.
  @HotPath
  public static void rewind(Cursor cursor) {
    setLong(cursor.address, 0);
  }

  /// The next region of the buffer, or 0.
  @HotPath
  public static long next(long buffer, Cursor cursor) {
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
  public static boolean isHint(long region) {
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
      return (long) ADD.invokeExact(buffer, type, x, y, width, height);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// How sure its finder is of a region: the field `confidence` of one of its parameters.
  public static OptionalDouble confidence(long region) {
    try (Arena arena = Arena.ofConfined()) {
      long place = arena.allocate(8, 8).address();
      long params = getLong(region + PARAMS);
      for (long item = params; item != 0; item = getLong(item + LIST_NEXT)) {
        if ((int) GET_DOUBLE.invokeExact(getLong(item), CONFIDENCE, place) != 0) {
          return OptionalDouble.of(Double.longBitsToDouble(getLong(place)));
        }
      }
      return OptionalDouble.empty();
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Says how sure its finder is of a region of a writable buffer.
  public static void confidence(long region, double confidence) {
    try (Arena arena = Arena.ofConfined()) {
      String text = "detection, confidence=(double)" + confidence + ";";
      long structure = (long) FROM_TEXT.invokeExact(arena.allocateFrom(text).address(), 0L);
      if (structure != 0) {
        ADD_PARAM.invokeExact(region, structure);
      }
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Takes a region off a writable buffer.
  public static void remove(long buffer, long region) {
    try {
      int ignored = (int) REMOVE.invokeExact(buffer, region);
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

  /// The region's number, 0 when none was given.
  public static int id(long region) {
    return getInt(region + ID);
  }

  /// Gives the region a number.
  public static void id(long region, int id) {
    setInt(region + ID, id);
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
}
