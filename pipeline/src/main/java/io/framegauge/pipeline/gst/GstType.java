package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import java.lang.invoke.MethodHandle;

/// The GStreamer classes that the shape of a pipeline is made of.
enum GstType {
  BIN("gst_bin_get_type"),
  ELEMENT("gst_element_get_type"),
  PAD("gst_pad_get_type"),
  GHOST_PAD("gst_ghost_pad_get_type");

  private static final MethodHandle IS_A =
      function(GOBJECT, "g_type_check_instance_is_a", returning(INT, POINTER, LONG));

  private final long number;

  GstType(String function) {
    try {
      number = (long) function(GST, function, returning(LONG)).invokeExact();
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  long number() {
    return number;
  }

  boolean has(long object) {
    try {
      return (int) IS_A.invokeExact(object, number) != 0;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }
}
