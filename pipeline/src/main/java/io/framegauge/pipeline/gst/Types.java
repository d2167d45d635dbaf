package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import java.lang.invoke.MethodHandle;

/// What an element is by its GObject type.
public final class Types {
  private static final MethodHandle IS_A =
      function(GOBJECT, "g_type_check_instance_is_a", returning(INT, POINTER, LONG));
  private static final MethodHandle BASE_TRANSFORM =
      function(GST_BASE, "gst_base_transform_get_type", returning(LONG));
  private static final MethodHandle BASE_SINK =
      function(GST_BASE, "gst_base_sink_get_type", returning(LONG));

  private Types() {}

  /// Whether an element, by its address, is a filter that is built on GStreamer's base class.
  public static boolean isBaseTransform(long element) {
    return isA(element, BASE_TRANSFORM);
  }

  /// Whether an element, by its address, is a sink that is built on GStreamer's base class.
  public static boolean isBaseSink(long element) {
    return isA(element, BASE_SINK);
  }

  private static boolean isA(long element, MethodHandle type) {
    try {
      return (int) IS_A.invokeExact(element, (long) type.invokeExact()) != 0;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }
}
