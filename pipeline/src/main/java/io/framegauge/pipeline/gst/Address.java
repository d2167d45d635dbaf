package io.framegauge.pipeline.gst;

import com.sun.jna.Pointer;
import org.freedesktop.gstreamer.glib.NativeObject;
import org.freedesktop.gstreamer.glib.Natives;

/// Where an object of gst1-java-core lies in memory; good for as long as that object is held.
public final class Address {
  private Address() {}

  /// The address of the C object.
  public static long of(NativeObject object) {
    return Pointer.nativeValue(Natives.getRawPointer(object));
  }
}
