package io.framegauge.pipeline;

import com.sun.jna.Callback;
import com.sun.jna.CallbackThreadInitializer;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.framegauge.pipeline.gst.Address;
import io.framegauge.pipeline.gst.Messages;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.freedesktop.gstreamer.Pipeline;

/// A program that has its own sync handler on its pipeline's bus and takes the messages off it,
/// both without the binding's bus; it counts what it sees by type.
final class HeardBus implements AutoCloseable {
  private static final NativeLibrary GST = NativeLibrary.getInstance("gstreamer-1.0");
  private static final int PASS = 1;

  /// `GstBusSyncHandler`.
  interface SyncHandler extends Callback {
    int callback(Pointer bus, Pointer message, Pointer data);
  }

  private final Pointer bus;
  private final Map<String, Long> handled = new ConcurrentHashMap<>();
  private final Map<String, Long> taken = new ConcurrentHashMap<>();
  private final SyncHandler handler =
      (bus, message, data) -> {
        count(handled, message);
        return PASS;
      };
  private final Thread taker = new Thread(this::take, "program");
  private volatile boolean done;

  HeardBus(Pipeline pipeline) {
    pipeline.set("auto-flush-bus", false);
    Pointer object = new Pointer(Address.of(pipeline));
    bus = GST.getFunction("gst_pipeline_get_bus").invokePointer(new Object[] {object});
    Native.setCallbackThreadInitializer(handler, new CallbackThreadInitializer(true, false));
    GST.getFunction("gst_bus_set_sync_handler").invoke(new Object[] {bus, handler, null, null});
    taker.start();
  }

  private static void count(Map<String, Long> seen, Pointer message) {
    int type = Messages.type(Pointer.nativeValue(message));
    seen.merge(Messages.typeName(type), 1L, Long::sum);
  }

  private void take() {
    while (true) {
      boolean last = done;
      Pointer message =
          GST.getFunction("gst_bus_timed_pop").invokePointer(new Object[] {bus, 5_000_000L});
      if (message != null) {
        count(taken, message);
        GST.getFunction("gst_mini_object_unref").invoke(new Object[] {message});
      } else if (last) {
        return;
      }
    }
  }

  /// Messages that the sync handler has been given so far, by type.
  Map<String, Long> handled() {
    return new TreeMap<>(handled);
  }

  /// Messages that have been taken off the bus, by type, when no more come.
  Map<String, Long> taken() {
    done = true;
    try {
      taker.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return new TreeMap<>(taken);
  }

  @Override
  public void close() {
    taken();
    GST.getFunction("gst_bus_set_sync_handler").invoke(new Object[] {bus, null, null, null});
    GST.getFunction("gst_object_unref").invoke(new Object[] {bus});
  }
}
