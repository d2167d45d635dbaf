package io.framegauge.pipeline.probe;

import java.util.Set;

/// What the caps of a link say about its buffers.
///
/// @param frames each buffer is one video frame
/// @param encoded the frames are encoded
record Media(boolean frames, boolean encoded) {
  private static final Media OTHER = new Media(false, false);
  private static final Media RAW = new Media(true, false);
  private static final Media ENCODED = new Media(true, true);

  /// Media types whose buffers are whole pictures by definition in GStreamer.
  private static final Set<String> WHOLE_PICTURES =
      Set.of(
          "image/jpeg",
          "image/png",
          "video/x-vp8",
          "video/x-vp9",
          "video/x-theora",
          "video/x-dirac",
          "video/x-prores",
          "video/x-dnxhd");

  /// Raw video is frames; encoded video only where the caps say that each buffer is one access
  /// unit.
  static Media of(String caps) {
    String type = caps.split("[,;(]", 2)[0].strip();
    if (type.equals("video/x-raw")) {
      return RAW;
    }
    boolean video = type.startsWith("video/") || type.startsWith("image/");
    boolean whole =
        WHOLE_PICTURES.contains(type)
            || caps.contains("alignment=(string)au")
            || caps.contains("alignment=(string)frame")
            || caps.contains("parsed=(boolean)true")
            || caps.contains("framed=(boolean)true");
    return video && whole ? ENCODED : OTHER;
  }
}
