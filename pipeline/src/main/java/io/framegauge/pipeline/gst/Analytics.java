package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import io.framegauge.telemetry.counter.HotPath;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// Reads the object detections in `GstAnalyticsRelationMeta`, where the GStreamer at run time has
/// it (1.24 and later): its library is looked up, never linked. Where it is not there no buffer has
/// any.
public final class Analytics {
  private static final long STATE = 0; // gpointer
  private static final long MTD = 8; // struct GstAnalyticsMtd: guint id, pointer to the meta
  private static final long CURSOR_BYTES = 24;

  private static final Optional<SymbolLookup> LIBRARY = libraryIfThere("libgstanalytics-1.0.so.0");
  private static final MethodHandle GET =
      shortFunction(GST, "gst_buffer_get_meta", returning(POINTER, POINTER, LONG));
  // these may write to GStreamer's log, whose receiver may be Java: no short functions
  private static final MethodHandle ITERATE =
      ifThere(
          "gst_analytics_relation_meta_iterate", returning(INT, POINTER, POINTER, LONG, POINTER));
  private static final MethodHandle OBJECT_TYPE =
      ifThere("gst_analytics_od_mtd_get_obj_type", returning(INT, POINTER));

  private static final long DETECTION = number("gst_analytics_od_mtd_get_mtd_type");
  private static final long API =
      has("gst_analytics_relation_meta_iterate")
              && has("gst_analytics_od_mtd_get_obj_type")
              && DETECTION != 0
          ? number("gst_analytics_relation_meta_api_get_type")
          : 0;

  private Analytics() {}

  /// Memory in which [#next] keeps its place; one for each thread that iterates. It goes with the
  /// object that holds it.
  static final class Cursor {
    private final MemorySegment place = Arena.ofAuto().allocate(CURSOR_BYTES, 8);
    private final long address = place.address();
  }

  private static boolean has(String name) {
    return LIBRARY.flatMap(library -> library.find(name)).isPresent();
  }

  /// The function, or one that does nothing and answers 0.
  private static MethodHandle ifThere(String name, FunctionDescriptor type) {
    return LIBRARY
        .flatMap(library -> library.find(name))
        .map(address -> function(address, type))
        .orElseGet(() -> none(type));
  }

  private static long number(String function) {
    try {
      return (long) ifThere(function, returning(LONG)).invokeExact();
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Whether the GStreamer at run time has analytics metas.
  public static boolean present() {
    return API != 0;
  }

  /// The buffer's analytics meta, or 0.
  @HotPath
  static long of(long buffer) {
    if (API == 0) {
      return 0;
    }
    return BufferParts.KNOWN ? BufferParts.firstMeta(buffer, API) : askedFor(buffer);
  }

  @HotPath
  private static long askedFor(long buffer) {
    try {
      return (long) GET.invokeExact(buffer, API);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Goes to the first of a meta's detections, if there is one.
  @HotPath
  static boolean first(long meta, Cursor cursor) {
    setLong(cursor.address + STATE, 0);
    return next(meta, cursor);
  }

  /// Goes to the next detection, if there is one.
  @HotPath
  static boolean next(long meta, Cursor cursor) {
    try {
      long at = cursor.address;
      return (int) (long) ITERATE.invokeExact(meta, at + STATE, DETECTION, at + MTD) != 0;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// The quark of what was detected.
  @HotPath
  static int type(Cursor cursor) {
    try {
      return (int) (long) OBJECT_TYPE.invokeExact(cursor.address + MTD);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }
}
