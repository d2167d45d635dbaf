package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Hears the messages of pipelines where they reach the bus, without the bus's one sync handler and
/// without taking a message off it: by the virtual method `post_message` of the pipeline's class,
/// to which every message comes last. While nobody listens the class is as GStreamer made it.
///
/// The tracer hook `element-post-message-pre` would tell the same, but switches GStreamer's tracing
/// on for the whole process and for good: 300 ns more for each buffer on each link.
public final class Posts {
  private static final long POST_MESSAGE = 328; // in GstElementClass
  private static final long TARGET_STATE = 124; // in GstElement
  // GTypeInfo: sizes of the class and of an instance
  private static final long TYPE_INFO_BYTES = 72;
  private static final long CLASS_BYTES = 0;
  private static final long INSTANCE_BYTES = 48;
  private static final String TEST_TYPE = "FramegaugePostTest";

  private static final MethodHandle QUERY =
      function(GOBJECT, "g_type_query", returningNothing(LONG, POINTER));
  private static final MethodHandle TYPE_OF_NAME =
      function(GOBJECT, "g_type_from_name", returning(LONG, POINTER));
  private static final MethodHandle REGISTER =
      function(GOBJECT, "g_type_register_static", returning(LONG, LONG, POINTER, POINTER, INT));
  private static final MethodHandle NEW =
      function(
          GOBJECT, "g_object_new_with_properties", returning(POINTER, LONG, INT, POINTER, POINTER));
  private static final MethodHandle SINK =
      function(GST, "gst_object_ref_sink", returning(POINTER, POINTER));
  private static final MethodHandle UNREF =
      function(GST, "gst_object_unref", returningNothing(POINTER));
  private static final MethodHandle LATENCY_MESSAGE =
      function(GST, "gst_message_new_latency", returning(POINTER, POINTER));
  private static final MethodHandle POST =
      function(GST, "gst_element_post_message", returning(INT, POINTER, POINTER));

  private static final List<PostedClass> CLASSES = new ArrayList<>();
  private static Optional<Boolean> works = Optional.empty();

  private Posts() {}

  /// Whether messages can be heard here: tried once, on an object of our own.
  public static synchronized boolean work() {
    if (works.isEmpty()) {
      works = Optional.of(tried());
    }
    return works.get();
  }

  /// Tells a listener from now on of messages on the bus of a pipeline.
  ///
  /// @param pipeline its address; the listener leaves before it is gone, or hears nothing more
  /// @return whether that is possible here
  public static synchronized boolean listen(long pipeline, PostListener listener) {
    if (!work()) {
      return false;
    }
    hear(pipeline, listener);
    return true;
  }

  /// Tells a listener no more; a call in progress on another thread may still finish.
  public static synchronized void leave(PostListener listener) {
    CLASSES.forEach(posted -> posted.leave(listener));
  }

  /// Whether a pipeline is on its way to a state in which nothing can be inside it.
  public static boolean isStopping(long pipeline) {
    return getInt(pipeline + TARGET_STATE) < Messages.PAUSED;
  }

  private static void hear(long pipeline, PostListener listener) {
    long slot = getLong(pipeline) + POST_MESSAGE;
    PostedClass posted =
        CLASSES.stream().filter(known -> known.serves(slot)).findFirst().orElse(null);
    if (posted == null) {
      posted = new PostedClass(slot);
      CLASSES.add(posted);
    }
    posted.listen(pipeline, listener);
  }

  /// A class that is nobody else's inherits the method of bins; when its place is where this build
  /// of GStreamer has it, a message posted on an object of the class is heard.
  private static boolean tried() {
    class Heard implements PostListener {
      private int before;
      private boolean failed;

      @Override
      public void posting(long message, int type) {
        before += type == Messages.LATENCY ? 1 : 0;
      }

      @Override
      public void posted(int type) {
        failed = true; // there is no bus that could take it
      }

      @Override
      public void failed(Throwable thrown) {
        failed = true;
      }
    }
    Heard heard = new Heard();
    try {
      long bin = (long) SINK.invokeExact((long) NEW.invokeExact(testType(), 0L, 0L, 0L));
      try {
        hear(bin, heard);
        int taken = (int) (long) POST.invokeExact(bin, (long) LATENCY_MESSAGE.invokeExact(bin));
        return taken == 0 && heard.before == 1 && !heard.failed;
      } finally {
        leave(heard);
        UNREF.invokeExact(bin);
      }
    } catch (Throwable e) {
      return false;
    }
  }

  private static long testType() throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      long known = (long) TYPE_OF_NAME.invokeExact(constant(TEST_TYPE));
      if (known != 0) {
        return known;
      }
      long query = arena.allocate(24, 8).address(); // GTypeQuery: type, name, both sizes
      QUERY.invokeExact(GstType.BIN.number(), query);
      MemorySegment info = arena.allocate(TYPE_INFO_BYTES, 8); // nothing of its own
      info.set(ValueLayout.JAVA_SHORT, CLASS_BYTES, (short) getInt(query + 16));
      info.set(ValueLayout.JAVA_SHORT, INSTANCE_BYTES, (short) getInt(query + 20));
      return (long)
          REGISTER.invokeExact(GstType.BIN.number(), constant(TEST_TYPE), info.address(), 0L);
    }
  }
}
