package io.framegauge.pipeline;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.framegauge.pipeline.gst.Address;
import java.util.List;
import org.freedesktop.gstreamer.Element;
import org.jspecify.annotations.Nullable;

/// Makes buffers, lists and events and pushes them by hand over the source pad of an `appsrc` that
/// is left idle: the test is then the one that knows what was pushed. Calls C by JNA, which the
/// product does not use for that.
final class PushedBuffers {
  /// `GstBufferFlags`.
  static final int CORRUPTED = 1 << 8;

  static final int HEADER = 1 << 10;
  static final int GAP = 1 << 11;
  static final int DROPPABLE = 1 << 12;
  static final int DELTA_UNIT = 1 << 13;

  /// `GstFlowReturn`.
  static final int OK = 0;

  static final int NOT_LINKED = -1;
  static final int EOS = -3;

  private static final NativeLibrary GST = NativeLibrary.getInstance("gstreamer-1.0");
  private static final int FORMAT_TIME = 3;
  private static final long FLAGS = 16;
  private static final long PTS = 72;

  private final Pointer pad;

  /// @param source an element with a source pad called `src` that pushes nothing itself
  PushedBuffers(Element source) {
    pad = new Pointer(Address.of(source.getStaticPad("src")));
  }

  /// Says that a stream begins, what it is, and that times count from 0.
  PushedBuffers begin(String caps) {
    push(pointer("gst_event_new_stream_start", "test"));
    Pointer wanted = pointer("gst_caps_from_string", caps);
    push(pointer("gst_event_new_caps", wanted));
    GST.getFunction("gst_mini_object_unref").invoke(new Object[] {wanted});
    Pointer segment = pointer("gst_segment_new");
    GST.getFunction("gst_segment_init").invoke(new Object[] {segment, FORMAT_TIME});
    push(pointer("gst_event_new_segment", segment));
    GST.getFunction("gst_segment_free").invoke(new Object[] {segment});
    return this;
  }

  private void push(Pointer event) {
    GST.getFunction("gst_pad_push_event").invokeInt(new Object[] {pad, event});
  }

  /// A buffer of some bytes, without a timestamp.
  static Pointer buffer(int bytes, int... flags) {
    Pointer buffer = pointer("gst_buffer_new_allocate", null, (long) bytes, null);
    buffer.setLong(PTS, -1);
    for (int flag : flags) {
      buffer.setInt(FLAGS, buffer.getInt(FLAGS) | flag);
    }
    return buffer;
  }

  /// A buffer with a timestamp in milliseconds.
  static Pointer timed(int bytes, long millis) {
    Pointer buffer = buffer(bytes);
    buffer.setLong(PTS, millis * 1_000_000);
    return buffer;
  }

  /// Pushes copies of a buffer, and answers what GStreamer says of the last one.
  int push(Pointer buffer, int times) {
    int flow = OK;
    for (int i = 0; i < times; i++) {
      Pointer copy = pointer("gst_buffer_copy_region", buffer, 15, 0L, -1L); // all that it has
      flow = GST.getFunction("gst_pad_push").invokeInt(new Object[] {pad, copy});
    }
    GST.getFunction("gst_mini_object_unref").invoke(new Object[] {buffer});
    return flow;
  }

  /// Pushes the buffers as one list.
  int pushList(List<Pointer> buffers) {
    Pointer list = pointer("gst_buffer_list_new");
    buffers.forEach(buffer ->
        GST.getFunction("gst_buffer_list_insert").invoke(new Object[] {list, -1, buffer}));
    return GST.getFunction("gst_pad_push_list").invokeInt(new Object[] {pad, list});
  }

  void end() {
    push(pointer("gst_event_new_eos"));
  }

  private static Pointer pointer(String function, @Nullable Object... arguments) {
    return GST.getFunction(function).invokePointer(arguments);
  }
}
