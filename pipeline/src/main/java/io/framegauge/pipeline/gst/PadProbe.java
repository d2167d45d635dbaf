package io.framegauge.pipeline.gst;

import io.framegauge.telemetry.counter.HotPath;
import java.util.Objects;

/// What is done with everything that goes over a pad. Called by the streaming thread that pushes,
/// one at a time for a pad.
public abstract class PadProbe {
  /// What becomes of a buffer.
  protected static final int PASS = 1; // GST_PAD_PROBE_OK

  /// The buffer goes no further.
  protected static final int DROP = 0; // GST_PAD_PROBE_DROP

  /// A buffer.
  ///
  /// @param carrier for [#makeWritable]
  /// @return [#PASS] or [#DROP]
  @HotPath
  protected abstract int buffer(long pad, long carrier, long buffer);

  /// A list of buffers; drops nothing.
  @HotPath
  protected abstract void list(long pad, long list);

  /// An event going downstream.
  protected abstract void event(long pad, long event);

  /// One of the above threw; the buffer passes unless this answers otherwise.
  protected abstract int failed(Throwable thrown);

  /// Called with [Throwable] when a class is made whose catches keep a throwable from leaving an
  /// upcall: naming it looks it up. Else the JVM does so when the class first catches something;
  /// with no memory left that fails, and the throwable leaves, which ends the process.
  protected static void prepareCatch(Class<Throwable> named) {
    Objects.requireNonNull(named);
  }

  /// No call will come any more: the probe was removed, or its pad is gone. Called with the pad
  /// locked, so this must wait for nothing.
  protected void gone() {}

  /// Makes the buffer that is passing writable, replacing it by a copy of its head if need be. For
  /// the time of the call that brought the buffer, on its thread.
  ///
  /// @return the buffer that passes instead
  public static long makeWritable(long carrier, long buffer) {
    long writable = Buffers.makeWritable(buffer);
    Native.setLong(carrier + Pads.INFO_DATA, writable);
    return writable;
  }
}
