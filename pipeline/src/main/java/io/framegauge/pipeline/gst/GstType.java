package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// GStreamer classes that elements and pads are told apart by.
enum GstType {
  BIN(GST, "gst_bin_get_type"),
  ELEMENT(GST, "gst_element_get_type"),
  PAD(GST, "gst_pad_get_type"),
  GHOST_PAD(GST, "gst_ghost_pad_get_type"),
  BASE_SINK(GST_BASE, "gst_base_sink_get_type"),
  BASE_TRANSFORM(GST_BASE, "gst_base_transform_get_type");

  private static final MethodHandle IS_A =
      function(GOBJECT, "g_type_check_instance_is_a", returning(INT, POINTER, LONG));

  private final long number;

  GstType(SymbolLookup library, String function) {
    try {
      number = (long) function(library, function, returning(LONG)).invokeExact();
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  long number() {
    return number;
  }

  boolean has(long object) {
    try {
      return (int) (long) IS_A.invokeExact(object, number) != 0;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }
}
