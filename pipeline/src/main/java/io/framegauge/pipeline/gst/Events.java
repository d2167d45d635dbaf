package io.framegauge.pipeline.gst;

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

  private Events() {}

  /// The type of an event.
  public static int type(long event) {
    return Native.getInt(event + TYPE);
  }
}
