package io.framegauge.pipeline.gst;

import static io.framegauge.pipeline.gst.Native.*;

import io.framegauge.telemetry.counter.HotPath;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Turns the timestamps that go over a pad into running time, as `gst_segment_to_running_time`
/// does.
///
/// Elements keep a buffer's running time even where they move its timestamp: video encoders add
/// 1000 hours (`gst_video_encoder_set_min_pts`), a looping source begins at 0 again. Where there is
/// no segment of time, timestamps are taken as they are. For the pad's streaming thread.
public final class RunningTime {
  private static final MethodHandle PARSE =
      function(GST, "gst_event_parse_segment", returningNothing(POINTER, POINTER));
  private static final MethodHandle STICKY =
      function(GST, "gst_pad_get_sticky_event", returning(POINTER, POINTER, INT, INT));
  private static final MethodHandle UNREF =
      function(GST, "gst_mini_object_unref", returningNothing(POINTER));

  // GstSegment of GStreamer 1.x on 64-bit machines (gstsegment.h)
  private static final long SEGMENT_BYTES = 64;
  private static final long RATE = 8;
  private static final long FORMAT = 24;
  private static final long BASE = 32;
  private static final long OFFSET = 40;
  private static final long START = 48;
  private static final long STOP = 56;
  private static final int TIME = 3; // GST_FORMAT_TIME

  private boolean known;
  private boolean forward = true;
  private boolean ordinary = true;
  private double speed = 1;
  private long begin; // the timestamp of running time `base`
  private long base;

  /// Takes the segment that a pad has had already, if none has been seen; any event of the pad that
  /// comes later is to be shown to [#event].
  public void begin(long pad) {
    if (known) {
      return;
    }
    known = true;
    try {
      long event = (long) STICKY.invokeExact(pad, (long) Events.SEGMENT, 0L);
      if (event != 0) {
        event(event);
        UNREF.invokeExact(event);
      }
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// An event goes over the pad; what follows it is in its segment, if it has one.
  public void event(long event) {
    if (Events.type(event) != Events.SEGMENT) {
      return;
    }
    known = true;
    try (Arena arena = Arena.ofConfined()) {
      long place = arena.allocate(8, 8).address();
      PARSE.invokeExact(event, place);
      segment(view(getLong(place), SEGMENT_BYTES));
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private void segment(MemorySegment segment) {
    double rate = segment.get(ValueLayout.JAVA_DOUBLE, RATE);
    long stop = segment.get(ValueLayout.JAVA_LONG, STOP);
    boolean time = segment.get(ValueLayout.JAVA_INT, FORMAT) == TIME && (rate > 0 || stop >= 0);
    long offset = segment.get(ValueLayout.JAVA_LONG, OFFSET);
    forward = !time || rate > 0;
    speed = time ? Math.abs(rate) : 1;
    ordinary = speed == 1;
    base = time ? segment.get(ValueLayout.JAVA_LONG, BASE) : 0;
    begin =
        !time ? 0 : forward ? segment.get(ValueLayout.JAVA_LONG, START) + offset : stop - offset;
  }

  /// The running time of a timestamp in nanoseconds, or a number that stands for it outside of the
  /// segment; [Buffers#NO_TIME] when there is none.
  @HotPath
  public long of(long timestamp) {
    if (timestamp < 0) {
      return Buffers.NO_TIME;
    }
    long since = forward ? timestamp - begin : begin - timestamp;
    long running = base + (ordinary ? since : (long) (since / speed));
    return running & Long.MAX_VALUE; // before the segment: far beyond any time within it
  }
}
