package io.framegauge.pipeline.gst;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import org.freedesktop.gstreamer.Gst;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Messages made by GStreamer itself.
class MessagesTest {
  private static final NativeLibrary GSTREAMER = NativeLibrary.getInstance("gstreamer-1.0");
  private static final int SAMPLES = 1; // GST_FORMAT_DEFAULT
  private static final int BUFFERS = 4; // GST_FORMAT_BUFFERS

  @BeforeAll
  static void start() {
    Gst.init("framegauge-test");
  }

  private static long qosDropped(int format, long dropped) {
    Pointer message =
        GSTREAMER
            .getFunction("gst_message_new_qos")
            .invokePointer(new Object[] {null, 0, 0L, 0L, 0L, 0L});
    GSTREAMER
        .getFunction("gst_message_set_qos_stats")
        .invoke(new Object[] {message, format, 100L, dropped});
    try {
      return Messages.qosDropped(Pointer.nativeValue(message));
    } finally {
      GSTREAMER.getFunction("gst_mini_object_unref").invoke(new Object[] {message});
    }
  }

  @Test
  void shouldTakeOnlyBuffersForBuffers() {
    assertThat(qosDropped(BUFFERS, 7)).isEqualTo(7);
    assertThat(qosDropped(BUFFERS, -1)).isEqualTo(-1);
    assertThat(qosDropped(SAMPLES, 44_100)).isEqualTo(-1);
  }
}
