package io.framegauge.pipeline;

import com.sun.jna.Callback;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.framegauge.pipeline.gst.Address;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import org.freedesktop.gstreamer.Pad;

/// Probes of the application itself beside those of the product.
final class OtherProbes {
  /// `GstPadProbeType`.
  static final int IDLE = 1;

  static final int BLOCK = 2;
  static final int BUFFER = 16;

  /// `GstPadProbeReturn`.
  static final int DROP = 0;

  static final int OK = 1; // a block stays
  static final int REMOVE = 2;
  static final int PASS = 3;
  static final int HANDLED = 4;

  private static final NativeLibrary GST = NativeLibrary.getInstance("gstreamer-1.0");
  private static final long DATA = 16; // in GstPadProbeInfo

  interface Probe extends Callback {
    int callback(Pointer pad, Pointer info, Pointer more);
  }

  private final Pointer pad;
  private final AtomicLong calls = new AtomicLong();
  private final Probe probe;
  private final long id;

  /// Adds a probe.
  ///
  /// @param answer what it answers to which call, counted from 1
  OtherProbes(Pad pad, int type, LongUnaryOperator answer) {
    this.pad = new Pointer(Address.of(pad));
    this.probe =
        (where, info, more) -> {
          int answered = (int) answer.applyAsLong(calls.incrementAndGet());
          if (answered == HANDLED) { // then the buffer is the probe's
            GST.getFunction("gst_mini_object_unref").invoke(new Object[] {info.getPointer(DATA)});
            info.setPointer(DATA, null);
          }
          return answered;
        };
    this.id =
        GST.getFunction("gst_pad_add_probe")
            .invokeLong(new Object[] {this.pad, type, probe, null, null});
  }

  /// How often it was called.
  long calls() {
    return calls.get();
  }

  void remove() {
    GST.getFunction("gst_pad_remove_probe").invoke(new Object[] {pad, id});
  }
}
