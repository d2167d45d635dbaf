package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandle;

/// GLib's numbers for strings.
public final class Quarks {
  private static final MethodHandle FROM =
      function(GLIB, "g_quark_from_string", returning(INT, POINTER));
  private static final MethodHandle TO =
      function(GLIB, "g_quark_to_string", returning(POINTER, INT));

  private Quarks() {}

  /// The quark of a text, made when there is none.
  public static int of(String text) {
    try (Arena arena = Arena.ofConfined()) {
      return (int) (long) FROM.invokeExact(arena.allocateFrom(text).address());
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// The text of a quark; empty for the quark 0.
  public static String text(int quark) {
    try {
      return getString((long) TO.invokeExact((long) quark));
    } catch (Throwable e) {
      throw impossible(e);
    }
  }
}
