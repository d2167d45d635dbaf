package io.framegauge.pipeline;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.framegauge.pipeline.gst.PadProbe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.freedesktop.gstreamer.Element;

/// Attaches metas to buffers and counts them, by GStreamer's own functions through JNA, which have
/// nothing in common with the product's way of reading them.
final class Metas {
  /// What to attach to the n-th buffer, from 0.
  interface Attaching {
    void attach(Pointer buffer, int number);
  }

  private static final NativeLibrary GST = NativeLibrary.getInstance("libgstreamer-1.0.so.0");
  private static final NativeLibrary VIDEO = NativeLibrary.getInstance("libgstvideo-1.0.so.0");
  private static final NativeLibrary GLIB = NativeLibrary.getInstance("libglib-2.0.so.0");
  private static final Function ADD_REGION =
      VIDEO.getFunction("gst_buffer_add_video_region_of_interest_meta");
  private static final Function ADD_PARAM =
      VIDEO.getFunction("gst_video_region_of_interest_meta_add_param");
  private static final Function GET_PARAM =
      VIDEO.getFunction("gst_video_region_of_interest_meta_get_param");
  private static final Function TO_STRING = GST.getFunction("gst_structure_to_string");
  private static final Function STRUCTURE = GST.getFunction("gst_structure_from_string");
  private static final Function COUNT = GST.getFunction("gst_buffer_get_n_meta");
  private static final Function GET = GST.getFunction("gst_buffer_get_meta");
  private static final Function REMOVE = GST.getFunction("gst_buffer_remove_meta");
  private static final Function QUARK = GLIB.getFunction("g_quark_from_string");
  private static final long REGION =
      VIDEO.getFunction("gst_video_region_of_interest_meta_api_get_type").invokeLong(noArguments());

  private Metas() {}

  private static Object[] noArguments() {
    return new Object[0];
  }

  /// Attaches to what enters an element.
  static void attach(MeasuredPipeline pipeline, String element, Attaching what) {
    AtomicInteger number = new AtomicInteger();
    pipeline.intercept(
        element,
        new PadProbe() {
          @Override
          protected int buffer(long pad, long carrier, long buffer) {
            Pointer writable = new Pointer(makeWritable(carrier, buffer));
            what.attach(writable, number.getAndIncrement());
            return PASS;
          }

          @Override
          protected void list(long pad, long list) {}

          @Override
          protected void event(long pad, long event) {}

          @Override
          protected int failed(Throwable thrown) {
            throw new AssertionError(thrown);
          }
        });
  }

  /// Attaches a region, with parameters by these names.
  static void region(Pointer buffer, String label, String... parameters) {
    Pointer region = ADD_REGION.invokePointer(new Object[] {buffer, label, 1, 2, 3, 4});
    for (String name : parameters) {
      Pointer structure =
          STRUCTURE.invokePointer(new Object[] {name + ", delta-qp=(double)-5.0;", Pointer.NULL});
      ADD_PARAM.invokeVoid(new Object[] {region, structure});
    }
  }

  /// Attaches a region, with these parameters.
  static void regionWith(Pointer buffer, String label, String... structures) {
    Pointer region = ADD_REGION.invokePointer(new Object[] {buffer, label, 1, 2, 3, 4});
    for (String structure : structures) {
      Pointer parsed = STRUCTURE.invokePointer(new Object[] {structure, Pointer.NULL});
      ADD_PARAM.invokeVoid(new Object[] {region, parsed});
    }
  }

  /// The parameter `detection` of the regions on what a `fakesink` gives its signal for.
  static List<String> paramsAt(Element element) {
    List<String> params = Collections.synchronizedList(new ArrayList<>());
    Handoffs.Signal signal =
        (from, buffer, more) -> {
          Pointer region = GET.invokePointer(new Object[] {buffer, REGION});
          Pointer param = GET_PARAM.invokePointer(new Object[] {region, "detection"});
          params.add(TO_STRING.invokeString(new Object[] {param}, false));
        };
    element.set("signal-handoffs", true);
    element.connect("handoff", Handoffs.Signal.class, signal, signal);
    return params;
  }

  /// Attaches a number of regions.
  static void regions(Pointer buffer, String label, int count) {
    for (int i = 0; i < count; i++) {
      region(buffer, label);
    }
  }

  /// Takes all regions off.
  static void removeRegions(Pointer buffer) {
    for (Pointer region = GET.invokePointer(new Object[] {buffer, REGION});
        region != null;
        region = GET.invokePointer(new Object[] {buffer, REGION})) {
      REMOVE.invokeInt(new Object[] {buffer, region});
    }
  }

  private static NativeLibrary analytics() {
    return NativeLibrary.getInstance("libgstanalytics-1.0.so.0");
  }

  /// Attaches an analytics meta without anything in it; only where GStreamer has it.
  static Pointer relations(Pointer buffer) {
    return analytics()
        .getFunction("gst_buffer_add_analytics_relation_meta")
        .invokePointer(new Object[] {buffer});
  }

  /// Adds a detection to an analytics meta.
  static void detection(Pointer relations, String label) {
    int quark = QUARK.invokeInt(new Object[] {label});
    try (Memory handle = new Memory(16)) {
      analytics()
          .getFunction("gst_analytics_relation_meta_add_od_mtd")
          .invokeInt(new Object[] {relations, quark, 1, 2, 3, 4, 0.5f, handle});
    }
  }

  /// Adds what is no detection to an analytics meta: a track.
  static void track(Pointer relations, long id) {
    try (Memory handle = new Memory(16)) {
      analytics()
          .getFunction("gst_analytics_relation_meta_add_tracking_mtd")
          .invokeInt(new Object[] {relations, id, 0L, handle});
    }
  }

  /// Counts the regions on what an `identity` or a `fakesink` gives its signal for.
  static AtomicLong countRegions(Element element) {
    AtomicLong count = new AtomicLong();
    Handoffs.Signal signal =
        (from, buffer, more) -> count.addAndGet(COUNT.invokeInt(new Object[] {buffer, REGION}));
    element.set("signal-handoffs", true);
    element.connect("handoff", Handoffs.Signal.class, signal, signal);
    return count;
  }

  /// Counts by label what the product has counted at a stage; empty when there is no series.
  static Optional<Long> counted(MeasuredPipeline pipeline, String stage, String label) {
    return pipeline.telemetry().objects().get(stage, label).stream().boxed().findFirst();
  }
}
