package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Reads and writes what is known of an object beyond its region, in parameters of the region: the
/// structure `detection` with the double `confidence`, and the structure `object_id` with the int
/// `id`. These are the names of the Deep Learning Streamer, whose detectors and trackers are the
/// ones that write such parameters.
///
/// Has memory of its own, so one for each thread.
public final class RegionParams {
  private static final int DOUBLE_TYPE = 15 << 2; // G_TYPE_DOUBLE
  private static final int INT_TYPE = 6 << 2; // G_TYPE_INT
  private static final long VALUE_BYTES = 24; // sizeof(GValue)
  private static final long VALUE_DATA = 8;

  private static final long DETECTION = constant("detection");
  private static final long CONFIDENCE = constant("confidence");
  private static final long OBJECT_ID = constant("object_id");
  private static final long ID = constant("id");

  private static final MethodHandle PARAM =
      function(
          GST_VIDEO,
          "gst_video_region_of_interest_meta_get_param",
          returning(POINTER, POINTER, POINTER));
  private static final MethodHandle ADD =
      function(
          GST_VIDEO,
          "gst_video_region_of_interest_meta_add_param",
          returningNothing(POINTER, POINTER));
  private static final MethodHandle EMPTY =
      function(GST, "gst_structure_new_empty", returning(POINTER, POINTER));
  private static final MethodHandle SET =
      function(GST, "gst_structure_set_value", returningNothing(POINTER, POINTER, POINTER));
  private static final MethodHandle GET_DOUBLE =
      function(GST, "gst_structure_get_double", returning(INT, POINTER, POINTER, POINTER));
  private static final MethodHandle GET_INT =
      function(GST, "gst_structure_get_int", returning(INT, POINTER, POINTER, POINTER));

  private final MemorySegment memory = Arena.ofAuto().allocate(VALUE_BYTES, 8);
  private final long value = memory.address();

  /// How sure the detector is, from 0 to 1; NaN when the region does not tell.
  public double confidence(long region) {
    return has(region, DETECTION, CONFIDENCE, GET_DOUBLE)
        ? Double.longBitsToDouble(getLong(value))
        : Double.NaN;
  }

  /// Says how sure the detector is; the region's buffer is writable.
  public void confidence(long region, double confidence) {
    set(region, DETECTION, CONFIDENCE, DOUBLE_TYPE, Double.doubleToRawLongBits(confidence));
  }

  /// The number of the object's track, 0 when the region does not tell.
  public int trackId(long region) {
    return has(region, OBJECT_ID, ID, GET_INT) ? getInt(value) : 0;
  }

  /// Gives the object the number of a track; the region's buffer is writable.
  public void trackId(long region, int id) {
    set(region, OBJECT_ID, ID, INT_TYPE, id);
  }

  private boolean has(long region, long structureName, long field, MethodHandle getter) {
    try {
      long structure = (long) PARAM.invokeExact(region, structureName);
      return structure != 0 && (int) (long) getter.invokeExact(structure, field, value) != 0;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private void set(long region, long structureName, long field, long type, long bits) {
    try {
      long structure = (long) PARAM.invokeExact(region, structureName);
      if (structure == 0) {
        structure = (long) EMPTY.invokeExact(structureName);
        ADD.invokeExact(region, structure); // the region owns it from now on
      }
      setLong(value, type);
      setLong(value + VALUE_DATA, bits); // a number is the first bytes of the value's data
      setLong(value + 2 * VALUE_DATA, 0);
      SET.invokeExact(structure, field, value); // copies the value
    } catch (Throwable e) {
      throw impossible(e);
    }
  }
}
