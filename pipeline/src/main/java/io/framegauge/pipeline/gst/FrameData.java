package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Objects of Java's that travel with a buffer.
///
/// C holds no reference to Java: the buffer has a custom meta, whose structure has one field of a
/// boxed type of ours, which is the number of a map in a table here. GStreamer copies the boxed
/// value where it copies the buffer's metas (the copy then has a map of its own, with the same
/// objects in it), and frees it when it frees the buffer, whoever does that and wherever. So an
/// entry lives exactly as long as a buffer that carries it, and nothing has to be cleaned up.
///
/// The meta has no tags, so that elements which change size, format or content pass it on. An
/// element that makes new buffers and copies no metas (a muxer, a compositor) loses it. Any thread;
/// a buffer that is written to must be writable. Needs GStreamer 1.20.
public final class FrameData {
  private static final int MOST_NAMES = 64;
  private static final String NAME = "FramegaugeData";
  private static final long VALUE_BYTES = 24; // sizeof(GValue)

  private static final long META = constant(NAME);
  private static final long FIELD = constant("entry");

  private static final MethodHandle GET_META =
      function(GST, "gst_buffer_get_custom_meta", returning(POINTER, POINTER, POINTER));
  private static final MethodHandle ADD_META =
      function(GST, "gst_buffer_add_custom_meta", returning(POINTER, POINTER, POINTER));
  private static final MethodHandle STRUCTURE =
      function(GST, "gst_custom_meta_get_structure", returning(POINTER, POINTER));
  private static final MethodHandle GET_VALUE =
      function(GST, "gst_structure_get_value", returning(POINTER, POINTER, POINTER));
  private static final MethodHandle TAKE_VALUE =
      function(GST, "gst_structure_take_value", returningNothing(POINTER, POINTER, POINTER));
  private static final MethodHandle INIT =
      function(GOBJECT, "g_value_init", returning(POINTER, POINTER, LONG));
  private static final MethodHandle GET_BOXED =
      function(GOBJECT, "g_value_get_boxed", returning(POINTER, POINTER));
  private static final MethodHandle TAKE_BOXED =
      function(GOBJECT, "g_value_take_boxed", returningNothing(POINTER, POINTER));

  static {
    PadProbe.prepareCatch(Throwable.class);
  }

  private static final Map<Long, Map<String, Object>> ENTRIES = new ConcurrentHashMap<>();
  private static final AtomicLong LAST = new AtomicLong();
  private static volatile boolean used;
  private static final long TYPE = register();

  private FrameData() {}

  private static long register() {
    MethodHandle boxed =
        function(
            GOBJECT, "g_boxed_type_register_static", returning(LONG, POINTER, POINTER, POINTER));
    MethodHandle meta =
        function(
            GST,
            "gst_meta_register_custom",
            returning(POINTER, POINTER, POINTER, POINTER, POINTER, POINTER));
    long copy = upcall(target("copied", long.class), returning(POINTER, POINTER));
    long free = upcall(target("freed", void.class), returningNothing(POINTER));
    try {
      long noTags = Arena.global().allocate(8, 8).address();
      long info = (long) meta.invokeExact(META, noTags, 0L, 0L, 0L);
      if (info == 0) {
        throw new LinkageError("a meta cannot be registered: name=" + NAME);
      }
      return (long) boxed.invokeExact(constant(NAME + "Entry"), copy, free);
    } catch (LinkageError refused) {
      throw refused;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private static MethodHandle target(String name, Class<?> result) {
    try {
      return MethodHandles.lookup()
          .findStatic(FrameData.class, name, MethodType.methodType(result, long.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  @SuppressWarnings("unused") // called from C
  private static long copied(long entry) {
    try {
      return keep(ENTRIES.getOrDefault(entry, Map.of()));
    } catch (Throwable lost) { // must not leave the upcall; the copy has no data then
      return 0;
    }
  }

  @SuppressWarnings("unused") // called from C
  private static void freed(long entry) {
    try {
      ENTRIES.remove(entry);
    } catch (Throwable kept) {
      return; // must not leave the upcall
    }
  }

  private static long keep(Map<String, Object> data) {
    long entry = LAST.incrementAndGet();
    ENTRIES.put(entry, data);
    return entry;
  }

  /// What a buffer carries, by name; immutable.
  public static Map<String, Object> of(long buffer) {
    if (!used) {
      return Map.of(); // no buffer has any
    }
    return ENTRIES.getOrDefault(entry(buffer), Map.of());
  }

  /// Puts an object on a writable buffer, in place of the one that has the same name.
  ///
  /// @throws IllegalStateException when the buffer carries as many as it may
  public static void put(long buffer, String name, Object object) {
    used = true;
    Map<String, Object> data = new HashMap<>(of(buffer));
    data.put(name, object);
    if (data.size() > MOST_NAMES) {
      throw new IllegalStateException(
          "a frame carries at most %d names: name=%s".formatted(MOST_NAMES, name));
    }
    replace(buffer, Map.copyOf(data));
  }

  /// Takes an object off a writable buffer, if it is there.
  public static void remove(long buffer, String name) {
    Map<String, Object> data = new HashMap<>(of(buffer));
    if (data.remove(name) != null) {
      replace(buffer, Map.copyOf(data));
    }
  }

  private static void replace(long buffer, Map<String, Object> data) {
    long entry = entry(buffer);
    if (entry == 0) {
      attach(buffer, keep(data));
    } else {
      ENTRIES.put(entry, data);
    }
  }

  private static long entry(long buffer) {
    try {
      long meta = (long) GET_META.invokeExact(buffer, META);
      if (meta == 0) {
        return 0;
      }
      long structure = (long) STRUCTURE.invokeExact(meta);
      long value = (long) GET_VALUE.invokeExact(structure, FIELD);
      return value == 0 ? 0 : (long) GET_BOXED.invokeExact(value);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private static void attach(long buffer, long entry) {
    try (Arena arena = Arena.ofConfined()) {
      long meta = (long) GET_META.invokeExact(buffer, META);
      if (meta == 0) {
        meta = (long) ADD_META.invokeExact(buffer, META);
      }
      long value = arena.allocate(VALUE_BYTES, 8).address();
      long ignored = (long) INIT.invokeExact(value, TYPE);
      TAKE_BOXED.invokeExact(value, entry);
      long structure = (long) STRUCTURE.invokeExact(meta);
      TAKE_VALUE.invokeExact(structure, FIELD, value);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// How many buffers carry something now, in the whole process.
  public static int held() {
    return ENTRIES.size();
  }
}
