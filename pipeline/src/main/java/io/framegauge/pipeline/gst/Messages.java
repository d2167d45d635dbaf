package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import io.framegauge.telemetry.counter.HotPath;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;

/// Reads messages of the bus by address, with the details that gst1-java-core leaves out.
public final class Messages {
  /// All sinks have come to the end of the stream.
  public static final int EOS = 1;

  /// Something failed for good.
  public static final int ERROR = 1 << 1;

  /// Something failed and was got over.
  public static final int WARNING = 1 << 2;

  /// An element or the pipeline is in another state now.
  public static final int STATE_CHANGED = 1 << 6;

  /// Latency may have changed.
  static final int LATENCY = 1 << 19;

  /// Buffers were dropped for lateness, or quality has changed.
  public static final int QOS = 1 << 24;

  /// The state in which everything is thrown away (GstState).
  public static final int READY = 2;

  /// The state in which buffers are inside and wait.
  public static final int PAUSED = 3;

  /// The state in which buffers flow.
  public static final int PLAYING = 4;

  private static final long TYPE = 64; // in GstMessage
  private static final long SOURCE = 80;

  private static final int FORMAT_BUFFERS = 4; // gstformat.h

  private static final MethodHandle PARSE_ERROR =
      function(GST, "gst_message_parse_error", returningNothing(POINTER, POINTER, POINTER));
  private static final MethodHandle PARSE_WARNING =
      function(GST, "gst_message_parse_warning", returningNothing(POINTER, POINTER, POINTER));
  private static final MethodHandle PARSE_QOS_STATS =
      function(
          GST, "gst_message_parse_qos_stats", returningNothing(POINTER, POINTER, POINTER, POINTER));
  private static final MethodHandle PARSE_STATE_CHANGED =
      function(
          GST,
          "gst_message_parse_state_changed",
          returningNothing(POINTER, POINTER, POINTER, POINTER));
  private static final MethodHandle TYPE_NAME =
      function(GST, "gst_message_type_get_name", returning(POINTER, INT));
  private static final MethodHandle FREE_ERROR =
      function(GLIB, "g_error_free", returningNothing(POINTER));
  private static final MethodHandle FREE = function(GLIB, "g_free", returningNothing(POINTER));

  /// Room for two numbers, for each thread that reads messages.
  private static final ThreadLocal<MemorySegment> ROOM =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(16, 8));

  private Messages() {}

  /// The type. Those from `GST_MESSAGE_EXTENDED` on are numbers and no flags: compare for equality.
  @HotPath
  public static int type(long message) {
    return getInt(message + TYPE);
  }

  /// The name of a type, such as `state-changed`; `unknown` when GStreamer does not know it.
  public static String typeName(int type) {
    try {
      return getString((long) TYPE_NAME.invokeExact((long) type));
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// The address of the object that the message comes from; 0 when it comes from none.
  @HotPath
  public static long source(long message) {
    return getLong(message + SOURCE);
  }

  /// What an element complains about.
  ///
  /// @param text for users
  /// @param detail for developers, may be empty
  public record Complaint(String domain, int code, String text, String detail) {
    /// The text, and the last line of the detail, which names the cause.
    public String oneLine() {
      String stripped = detail.strip();
      int lastLine = stripped.lastIndexOf('\n') + 1;
      String cause = lastLine > 0 ? " (" + stripped.substring(lastLine).strip() + ")" : "";
      return text.strip() + cause;
    }
  }

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
  @HotPath
  public static long qosDropped(long message) {
    MemorySegment room = ROOM.get();
    long format = room.address();
    long dropped = format + 8;
    try {
      PARSE_QOS_STATS.invokeExact(message, format, 0L, dropped);
      return getInt(format) == FORMAT_BUFFERS ? getLong(dropped) : -1;
    } catch (Throwable e) {
      throw impossible(e);
    } finally {
      Reference.reachabilityFence(room);
    }
  }

  /// From what state to what state a STATE_CHANGED message tells its source has gone.
  ///
  /// @param before as [#PAUSED] and its like
  /// @param now likewise
  public record StateChange(int before, int now) {}

  /// The content of a STATE_CHANGED message.
  public static StateChange stateChange(long message) {
    MemorySegment room = ROOM.get();
    long before = room.address();
    long now = before + 8;
    try {
      PARSE_STATE_CHANGED.invokeExact(message, before, now, 0L);
      return new StateChange(getInt(before), getInt(now));
    } catch (Throwable e) {
      throw impossible(e);
    } finally {
      Reference.reachabilityFence(room);
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
