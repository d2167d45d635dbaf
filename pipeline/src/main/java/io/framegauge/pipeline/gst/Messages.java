package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandle;

/// Reads error and warning messages of the bus, with the details that gst1-java-core leaves out.
public final class Messages {
  private static final int FORMAT_BUFFERS = 4; // gstformat.h

  private static final MethodHandle PARSE_ERROR =
      function(GST, "gst_message_parse_error", returningNothing(POINTER, POINTER, POINTER));
  private static final MethodHandle PARSE_WARNING =
      function(GST, "gst_message_parse_warning", returningNothing(POINTER, POINTER, POINTER));
  private static final MethodHandle PARSE_QOS_STATS =
      function(
          GST, "gst_message_parse_qos_stats", returningNothing(POINTER, POINTER, POINTER, POINTER));
  private static final MethodHandle FREE_ERROR =
      function(GLIB, "g_error_free", returningNothing(POINTER));
  private static final MethodHandle FREE = function(GLIB, "g_free", returningNothing(POINTER));

  private Messages() {}

  /// What an element complains about.
  ///
  /// @param text for users
  /// @param detail for developers, may be empty
  public record Complaint(String domain, int code, String text, String detail) {}

  /// The content of an ERROR message.
  public static Complaint error(long message) {
    return parse(PARSE_ERROR, message);
  }

  /// The content of a WARNING message.
  public static Complaint warning(long message) {
    return parse(PARSE_WARNING, message);
  }

  /// Buffers that the sender of a QOS message dropped since it was started or flushed; -1 when it
  /// does not tell, or counts something else, as elements for audio count samples.
  public static long qosDropped(long message) {
    try (Arena arena = Arena.ofConfined()) {
      long format = arena.allocate(8, 8).address();
      long dropped = arena.allocate(8, 8).address();
      PARSE_QOS_STATS.invokeExact(message, format, 0L, dropped);
      return getInt(format) == FORMAT_BUFFERS ? getLong(dropped) : -1;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private static Complaint parse(MethodHandle parser, long message) {
    try (Arena arena = Arena.ofConfined()) {
      long error = arena.allocate(8, 8).address();
      long detail = arena.allocate(8, 8).address();
      parser.invokeExact(message, error, detail);
      long of = getLong(error);
      Complaint complaint =
          new Complaint(
              Quarks.text(getInt(of)),
              getInt(of + 4),
              getString(getLong(of + 8)),
              getString(getLong(detail)));
      FREE_ERROR.invokeExact(of);
      FREE.invokeExact(getLong(detail));
      return complaint;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }
}
