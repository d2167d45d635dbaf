package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// Caps as text, from pads and from CAPS events.
public final class Caps {
  private static final MethodHandle PARSE =
      function(GST, "gst_event_parse_caps", returningNothing(POINTER, POINTER));
  private static final MethodHandle CURRENT =
      function(GST, "gst_pad_get_current_caps", returning(POINTER, POINTER));
  private static final MethodHandle TO_STRING =
      function(GST, "gst_caps_to_string", returning(POINTER, POINTER));
  private static final MethodHandle FREE = function(GLIB, "g_free", returningNothing(POINTER));
  private static final MethodHandle UNREF =
      function(GST, "gst_mini_object_unref", returningNothing(POINTER));

  private Caps() {}

  /// The caps in an event, if it is a CAPS event.
  public static Optional<String> ofEvent(long event) {
    if (Events.type(event) != Events.CAPS) {
      return Optional.empty();
    }
    try (Arena arena = Arena.ofConfined()) {
      long place = arena.allocate(8, 8).address();
      PARSE.invokeExact(event, place);
      return Optional.of(text(getLong(place)));
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// The caps a pad has negotiated, if it has.
  public static Optional<String> ofPad(long pad) {
    try {
      long caps = (long) CURRENT.invokeExact(pad);
      if (caps == 0) {
        return Optional.empty();
      }
      String text = text(caps);
      UNREF.invokeExact(caps);
      return Optional.of(text);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private static String text(long caps) throws Throwable {
    long chars = (long) TO_STRING.invokeExact(caps);
    String text = getString(chars);
    FREE.invokeExact(chars);
    return text;
  }
}
