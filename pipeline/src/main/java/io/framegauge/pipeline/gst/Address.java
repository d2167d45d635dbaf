package io.framegauge.pipeline.gst;

import com.sun.jna.Pointer;
import org.freedesktop.gstreamer.glib.NativeObject;
import org.freedesktop.gstreamer.glib.Natives;
import org.freedesktop.gstreamer.message.Message;

/// Where an object of gst1-java-core lies in memory; good for as long as that object is held. And
/// back.
public final class Address {
  private Address() {}

  /// The address of the C object.
  public static long of(NativeObject object) {
    return Pointer.nativeValue(Natives.getRawPointer(object));
  }

  /// The object of a message that is alive now, which holds it.
  public static Message message(long address) {
    return Natives.objectFor(new Pointer(address), Message.class, true, true);
  }
}
