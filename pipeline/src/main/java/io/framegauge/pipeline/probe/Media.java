package io.framegauge.pipeline.probe;

import java.util.Set;
import java.util.regex.Pattern;

/// What the caps of a link say about its buffers.
///
/// @param frames each buffer is one video frame
/// @param encoded the frames are encoded
/// @param headersApart buffers flagged as headers have nothing else; elsewhere a picture may follow
///   them in the same buffer
record Media(boolean frames, boolean encoded, boolean headersApart) {
  private static final Media OTHER = new Media(false, false, false);
  private static final Media RAW = new Media(true, false, false);
  private static final Media ENCODED = new Media(true, true, false);
  private static final Media THEORA = new Media(true, true, true);

  /// Media types whose buffers are whole pictures by definition in GStreamer.
  private static final Set<String> WHOLE_PICTURES =
      Set.of(
          "image/jpeg",
          "image/png",
          "video/x-vp8",
          "video/x-vp9",
          "video/x-dirac",
          "video/x-prores",
          "video/x-dnxhd");

  /// Microsoft's MPEG-4: nothing in the data tells where a picture begins, so buffers do.
  private static final Pattern NO_START_CODES =
      Pattern.compile("video/x-msmpeg\\b|video/x-divx,.*divxversion=\\(int\\)3\\b");

  private static final Pattern BATCH =
      Pattern.compile("meta:GstAnalyticsBatchMeta|batch-size=\\(u?int\\)([2-9]|[1-9][0-9])");

  /// Raw video is frames; encoded video only where the caps say that each buffer is one access
  /// unit. A batch of several frames in one buffer (GstAnalyticsBatchMeta, or the `batch-size` of
  /// DeepStream's nvstreammux) is not one frame, and how many it has is not known.
  static Media of(String caps) {
    String type = caps.split("[,;(]", 2)[0].strip();
    if (BATCH.matcher(caps).find()) {
      return OTHER;
    }
    if (type.equals("video/x-raw")) {
      return RAW;
    }
    if (type.equals("video/x-theora")) {
      return THEORA;
    }
    boolean video = type.startsWith("video/") || type.startsWith("image/");
    boolean whole =
        WHOLE_PICTURES.contains(type)
            || NO_START_CODES.matcher(caps).lookingAt()
            || caps.contains("alignment=(string)au")
            || caps.contains("alignment=(string)frame")
            || caps.contains("parsed=(boolean)true")
            || caps.contains("framed=(boolean)true");
    return video && whole ? ENCODED : OTHER;
  }
}
