package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// Feeds an `appsrc`: what is told here leaves it in the same order, on its streaming thread.
public final class AppSource {
  private static final SymbolLookup GST_APP = library("libgstapp-1.0.so.0");
  private static final int FLOW_OK = 0;

  private static final MethodHandle PUSH =
      function(GST_APP, "gst_app_src_push_buffer", returning(INT, POINTER, POINTER));
  private static final MethodHandle SET_CAPS =
      function(GST_APP, "gst_app_src_set_caps", returningNothing(POINTER, POINTER));
  private static final MethodHandle END =
      function(GST_APP, "gst_app_src_end_of_stream", returning(INT, POINTER));
  private static final MethodHandle NEW_BUFFER =
      function(GST, "gst_buffer_new_allocate", returning(POINTER, POINTER, LONG, POINTER));
  private static final MethodHandle NEW_STREAM =
      function(GST, "gst_event_new_stream_start", returning(POINTER, POINTER));
  private static final MethodHandle SEND =
      function(GST, "gst_element_send_event", returning(INT, POINTER, POINTER));
  private static final MethodHandle CAPS =
      function(GST, "gst_caps_from_string", returning(POINTER, POINTER));
  private static final MethodHandle UNREF =
      function(GST, "gst_mini_object_unref", returningNothing(POINTER));

  private final long element;

  /// @param element address of an `appsrc` that is held while this is used
  public AppSource(long element) {
    this.element = element;
  }

  /// A stream begins.
  public void stream(String id) {
    try (Arena arena = Arena.ofConfined()) {
      long event = (long) NEW_STREAM.invokeExact(arena.allocateFrom(id).address());
      int ignored = (int) (long) SEND.invokeExact(element, event);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// What the buffers that follow are.
  ///
  /// @return false if the text is no caps
  public boolean caps(String text) {
    try (Arena arena = Arena.ofConfined()) {
      long caps = (long) CAPS.invokeExact(arena.allocateFrom(text).address());
      if (caps == 0) {
        return false;
      }
      SET_CAPS.invokeExact(element, caps);
      UNREF.invokeExact(caps);
      return true;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// A new buffer with these bytes, to be pushed.
  public static long buffer(byte[] bytes, long pts, long dts, long duration, boolean key) {
    try {
      long buffer = (long) NEW_BUFFER.invokeExact(0L, (long) bytes.length, 0L);
      if (buffer == 0) {
        throw new IllegalStateException("no memory for a frame: bytes=" + bytes.length);
      }
      if (bytes.length > 0) {
        Mapping mapping = Mapping.of(buffer, true);
        mapping.bytes().copyFrom(MemorySegment.ofArray(bytes));
        mapping.unmap(buffer);
      }
      Buffers.stamp(buffer, pts, dts, duration, key);
      return buffer;
    } catch (IllegalStateException e) {
      throw e;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Pushes a buffer, which is the element's then. Waits while as much waits as may.
  ///
  /// @return false when the element takes no more
  public boolean push(long buffer) {
    try {
      return (int) (long) PUSH.invokeExact(element, buffer) == FLOW_OK;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Nothing follows.
  public void end() {
    try {
      int ignored = (int) (long) END.invokeExact(element);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }
}
