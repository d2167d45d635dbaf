package io.framegauge.pipeline.plugin;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// One video frame on its way through a plugin. Valid during the callback, on its thread.
public interface Frame {
  /// A time that is not known.
  long NO_TIME = -1;

  /// The source it came from; empty where that is not known.
  String sourceId();

  /// Presentation timestamp in nanoseconds, or [#NO_TIME].
  long ptsNanos();

  /// Decoding timestamp in nanoseconds, or [#NO_TIME].
  long dtsNanos();

  /// Duration in nanoseconds, or [#NO_TIME].
  long durationNanos();

  /// Width in pixels, 0 when the caps tell none.
  int width();

  /// Height in pixels, 0 when the caps tell none.
  int height();

  /// GStreamer's name of the pixel format, such as `RGB`; empty for encoded video.
  String format();

  /// Bytes from one row of a plane to the next.
  int stride(int plane);

  /// Where a plane begins in the pixels, in bytes.
  long planeOffset(int plane);

  /// The bytes of the frame without a copy, read-only.
  MemorySegment pixels();

  /// The bytes of the frame for writing: without a copy, unless somebody else holds them too.
  MemorySegment writablePixels();

  /// The objects on the frame.
  List<FrameObject> objects();

  /// Puts an object on the frame.
  ///
  /// @param label what it is
  /// @param x left edge in pixels
  /// @param y upper edge in pixels
  FrameObject add(String label, int x, int y, int width, int height);

  /// Takes an object off the frame.
  void remove(FrameObject object);

  /// The frame goes no further than this plugin.
  void drop();
}
