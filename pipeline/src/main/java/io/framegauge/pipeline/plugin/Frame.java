package io.framegauge.pipeline.plugin;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/// One video frame on its way through a plugin. Valid during the callback, on its thread: whoever
/// keeps a frame, or what it gave, gets an [IllegalStateException] from it later.
///
/// Reading costs nothing that depends on the frame's size, and changes nothing for anybody else.
/// The first change to a frame that somebody else holds too (another branch of a tee, an element
/// that keeps it) makes a frame of its own for this branch, which shares the pixels; only
/// [#writablePixels] copies pixels, and only when they are shared.
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

  /// Bytes from one row of a plane to the next; 0 for a plane that the format does not have.
  ///
  /// @param plane 0 to 3
  int stride(int plane);

  /// Where a plane begins in the pixels, in bytes.
  ///
  /// @param plane 0 to 3
  long planeOffset(int plane);

  /// The bytes of the frame without a copy, read-only.
  MemorySegment pixels();

  /// The bytes of the frame for writing: without a copy, unless somebody else holds them too. What
  /// [#pixels] gave before must not be used any more.
  MemorySegment writablePixels();

  /// The objects on the frame: its regions of interest (`GstVideoRegionOfInterestMeta`), without
  /// those that only instruct an encoder.
  List<FrameObject> objects();

  /// Puts an object on the frame.
  ///
  /// @param label what it is
  /// @param x left edge in pixels
  /// @param y upper edge in pixels
  /// @throws IllegalArgumentException when a number is negative
  FrameObject add(String label, int x, int y, int width, int height);

  /// Takes an object off the frame.
  ///
  /// @throws IllegalArgumentException when it is not an object of this frame
  void remove(FrameObject object);

  /// What a plugin before this one has left on the frame.
  ///
  /// @param name under which it was left
  /// @param type what it is; classes of one `.java` file are unknown to all others, so plugins
  ///   agree on types of Java's, or come from one jar
  /// @throws IllegalArgumentException when something else is there under this name
  <T> Optional<T> data(String name, Class<T> type);

  /// Leaves something on the frame for plugins behind this one, in place of what was there under
  /// the name. It goes with the frame through queues, tees and elements that change its format or
  /// size, and is let go together with the last frame that carries it, also a dropped one. An
  /// element that makes new frames, such as a compositor, a decoder or a muxer, does not pass it
  /// on.
  ///
  /// Other plugins may see it on other threads, so it should not be changed any more. Nothing of
  /// the [Frame] itself may be left: it is over by then.
  ///
  /// @throws IllegalStateException for a 65th name on one frame
  void data(String name, Object value);

  /// Takes off what is on the frame under a name, if anything is.
  void removeData(String name);

  /// The frame goes no further than this plugin.
  void drop();
}
