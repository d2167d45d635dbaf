package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import java.lang.foreign.Arena;
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
  private static final MethodHandle FIND =
      function(GST, "gst_element_factory_find", returning(POINTER, POINTER));
  private static final MethodHandle MAKE =
      function(GST, "gst_element_factory_make", returning(POINTER, POINTER, POINTER));
  private static final MethodHandle SINK =
      function(GST, "gst_object_ref_sink", returning(POINTER, POINTER));
  private static final MethodHandle UNREF =
      function(GST, "gst_object_unref", returningNothing(POINTER));
  private static final MethodHandle FREE = function(GLIB, "g_free", returningNothing(POINTER));

  private Factories() {}

  /// Whether there is one of this name; GStreamer must be initialised.
  public static boolean has(String name) {
    try (Arena arena = Arena.ofConfined()) {
      long factory = (long) FIND.invokeExact(arena.allocateFrom(name).address());
      if (factory != 0) {
        UNREF.invokeExact(factory);
      }
      return factory != 0;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Makes an element that belongs to nothing, by the name of its factory.
  ///
  /// @return its address, for [#drop]
  /// @throws IllegalArgumentException when it cannot be made
  public static long make(String factory) {
    try (Arena arena = Arena.ofConfined()) {
      long element = (long) MAKE.invokeExact(arena.allocateFrom(factory).address(), 0L);
      if (element == 0) {
        throw new IllegalArgumentException("No such Gstreamer factory: " + factory);
      }
      return (long) SINK.invokeExact(element);
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Gives up an element that was made.
  public static void drop(long element) {
    try {
      UNREF.invokeExact(element);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

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
