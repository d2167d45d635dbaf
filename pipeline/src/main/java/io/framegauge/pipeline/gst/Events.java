package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// Types of events, as in gstevent.h.
public final class Events {
  /// What is inside is to be thrown away, at once.
  public static final int FLUSH_START = 2563;

  /// Everything inside has been thrown away; the flow may go on.
  public static final int FLUSH_STOP = 5127;

  /// A new stream begins.
  public static final int STREAM_START = 10254;

  /// The caps of what follows.
  public static final int CAPS = 12814;

  /// The time line of what follows.
  public static final int SEGMENT = 17934;

  /// The stream has ended.
  public static final int EOS = 28174;

  private static final long TYPE = 64; // behind GstMiniObject
  private static final MethodHandle PARSE_STREAM =
      function(GST, "gst_event_parse_stream_start", returningNothing(POINTER, POINTER));
  private static final MethodHandle STREAM_OF_PAD =
      function(GST, "gst_pad_get_stream_id", returning(POINTER, POINTER));
  private static final MethodHandle FREE = function(GLIB, "g_free", returningNothing(POINTER));

  private Events() {}

  /// The type of an event.
  public static int type(long event) {
    return Native.getInt(event + TYPE);
  }

  /// The id of the stream that begins with an event, if it is a STREAM_START event.
  public static Optional<String> stream(long event) {
    if (type(event) != STREAM_START) {
      return Optional.empty();
    }
    try (Arena arena = Arena.ofConfined()) {
      long place = arena.allocate(8, 8).address();
      PARSE_STREAM.invokeExact(event, place);
      return Optional.of(getString(getLong(place))); // the event keeps the text
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// The id of the stream that is on a pad, if one has begun.
  public static Optional<String> streamOfPad(long pad) {
    try {
      long text = (long) STREAM_OF_PAD.invokeExact(pad);
      if (text == 0) {
        return Optional.empty();
      }
      String id = getString(text);
      FREE.invokeExact(text);
      return Optional.of(id);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }
}
