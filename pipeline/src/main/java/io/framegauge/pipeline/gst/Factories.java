package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/// The element factories that this machine has.
public final class Factories {
  private static final long LIST_NEXT = 8; // GList: data, next, previous

  private static final MethodHandle REGISTRY =
      function(GST, "gst_registry_get", returning(POINTER));
  private static final MethodHandle TYPE =
      function(GST, "gst_element_factory_get_type", returning(LONG));
  private static final MethodHandle FEATURES =
      function(GST, "gst_registry_get_feature_list", returning(POINTER, POINTER, LONG));
  private static final MethodHandle FREE_LIST =
      function(GST, "gst_plugin_feature_list_free", returningNothing(POINTER));
  private static final MethodHandle NAME =
      function(GST, "gst_object_get_name", returning(POINTER, POINTER));
  private static final MethodHandle FREE = function(GLIB, "g_free", returningNothing(POINTER));

  private Factories() {}

  /// Names of all element factories; GStreamer must be initialised.
  public static List<String> names() {
    try {
      long list =
          (long) FEATURES.invokeExact((long) REGISTRY.invokeExact(), (long) TYPE.invokeExact());
      List<String> names = new ArrayList<>();
      for (long item = list; item != 0; item = getLong(item + LIST_NEXT)) {
        long name = (long) NAME.invokeExact(getLong(item));
        names.add(getString(name));
        FREE.invokeExact(name);
      }
      FREE_LIST.invokeExact(list);
      return List.copyOf(names);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }
}
