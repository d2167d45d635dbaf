package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import io.framegauge.telemetry.counter.HotPath;
import java.lang.invoke.MethodHandle;

/// Reads which memories and metas a buffer has from behind the public part of `GstBuffer`, so that
/// it costs no call. The places are those of gstbuffer.c and gst_private.h since GStreamer 1.16;
/// they are private, so they are tried once, on buffers of our own, and not used where they are
/// others.
final class BufferParts {
  // GstBufferImpl
  private static final long MEMORIES = 120; // guint, how many
  private static final long MEMORY = 128; // GstMemory *[16]
  private static final long ITEM = 264; // GstMetaItem *, the first one
  // GstMetaItem
  private static final long ITEM_NEXT = 0;
  private static final long ITEM_META = 16;
  // public: GstMemory, GstMeta, GstMetaInfo
  private static final long MEMORY_SIZE = 104;
  private static final long META_INFO = 8;
  private static final long INFO_API = 0;

  /// Whether the places are these.
  static final boolean KNOWN = Trial.passes();

  private BufferParts() {}

  /// Bytes in a buffer's memories.
  @HotPath
  static long size(long buffer) {
    long size = 0;
    int memories = getInt(buffer + MEMORIES);
    for (int i = 0; i < memories; i++) {
      size += getLong(address(getLong(buffer + MEMORY + 8L * i)) + MEMORY_SIZE);
    }
    return size;
  }

  /// The first meta of a kind, or 0.
  @HotPath
  static long firstMeta(long buffer, long api) {
    return from(address(getLong(buffer + ITEM)), api);
  }

  /// The next meta of a kind behind one of them, or 0.
  @HotPath
  static long nextMeta(long meta, long api) {
    return from(address(getLong(meta - ITEM_META + ITEM_NEXT)), api);
  }

  @HotPath
  private static long from(long first, long api) {
    long item = first;
    while (item != 0) {
      long info = address(getLong(item + ITEM_META + META_INFO));
      if (getLong(info + INFO_API) == api) {
        return item + ITEM_META;
      }
      item = address(getLong(item + ITEM_NEXT));
    }
    return 0;
  }

  /// Looks for parts that are known otherwise. What is read is compared before it is followed, so
  /// that no wrong address is.
  private static final class Trial {
    private static final MethodHandle NEW = function(GST, "gst_buffer_new", returning(POINTER));
    private static final MethodHandle ALLOCATE =
        function(GST, "gst_buffer_new_allocate", returning(POINTER, POINTER, LONG, POINTER));
    private static final MethodHandle APPEND =
        function(GST, "gst_buffer_append", returning(POINTER, POINTER, POINTER));
    private static final MethodHandle PEEK_MEMORY =
        function(GST, "gst_buffer_peek_memory", returning(POINTER, POINTER, INT));
    private static final MethodHandle ADD_META =
        function(GST, "gst_buffer_add_parent_buffer_meta", returning(POINTER, POINTER, POINTER));
    private static final MethodHandle REMOVE_META =
        function(GST, "gst_buffer_remove_meta", returning(INT, POINTER, POINTER));
    private static final MethodHandle META_TYPE =
        function(GST, "gst_parent_buffer_meta_api_get_type", returning(LONG));
    private static final MethodHandle UNREF =
        function(GST, "gst_mini_object_unref", returningNothing(POINTER));

    static boolean passes() {
      try {
        long empty = (long) NEW.invokeExact();
        long seven = (long) ALLOCATE.invokeExact(0L, 7L, 0L);
        boolean passes = emptyHasNothing(empty) && memories(seven) && metas(seven, empty);
        UNREF.invokeExact(seven);
        UNREF.invokeExact(empty);
        return passes;
      } catch (Throwable e) {
        return false;
      }
    }

    private static boolean emptyHasNothing(long buffer) {
      return getInt(buffer + MEMORIES) == 0 && getLong(buffer + ITEM) == 0;
    }

    /// Of a buffer with one memory, to which another one is added.
    private static boolean memories(long buffer) throws Throwable {
      boolean one = getInt(buffer + MEMORIES) == 1 && isMemory(buffer, 0) && size(buffer) == 7;
      long both = (long) APPEND.invokeExact(buffer, (long) ALLOCATE.invokeExact(0L, 5L, 0L));
      return one
          && both == buffer
          && getInt(buffer + MEMORIES) == 2
          && isMemory(buffer, 0)
          && isMemory(buffer, 1)
          && size(buffer) == 12;
    }

    private static boolean isMemory(long buffer, long i) throws Throwable {
      long memory = (long) PEEK_MEMORY.invokeExact(buffer, i);
      return memory != 0 && getLong(buffer + MEMORY + 8 * i) == memory;
    }

    /// Of a buffer without any, to which two are added, of which one goes again.
    private static boolean metas(long buffer, long parent) throws Throwable {
      long api = (long) META_TYPE.invokeExact();
      boolean none = has(buffer, api);
      long one = (long) ADD_META.invokeExact(buffer, parent);
      boolean first = has(buffer, api, one);
      long two = (long) ADD_META.invokeExact(buffer, parent);
      boolean both = has(buffer, api, one, two);
      int removed = (int) (long) REMOVE_META.invokeExact(buffer, one);
      return none && first && both && removed != 0 && has(buffer, api, two);
    }

    /// Whether a buffer has these metas of one kind and no others.
    private static boolean has(long buffer, long api, long... metas) {
      long place = buffer + ITEM;
      for (long meta : metas) {
        if (getLong(place) != meta - ITEM_META) {
          return false;
        }
        place = meta - ITEM_META + ITEM_NEXT;
      }
      return getLong(place) == 0 && walks(buffer, api, metas) && firstMeta(buffer, ~api) == 0;
    }

    private static boolean walks(long buffer, long api, long... metas) {
      long at = firstMeta(buffer, api);
      for (long meta : metas) {
        if (at != meta) {
          return false;
        }
        at = nextMeta(at, api);
      }
      return at == 0;
    }
  }
}
