package io.framegauge.adapters.exchange;

import io.framegauge.adapters.transport.Content;
import io.framegauge.adapters.transport.VideoFrame;
import java.util.List;

/// What users call the contents of messages.
final class Contents {
  static final String FRAME = "video_frame";
  static final String END = "end_of_stream";

  /// All that a reader may count.
  static final List<String> ALL =
      List.of(
          FRAME,
          END,
          "video_frame_batch",
          "video_frame_update",
          "user_data",
          "shutdown",
          "unknown",
          "nothing");

  private Contents() {}

  static String label(Content content) {
    return switch (content) {
      case VideoFrame frame -> FRAME;
      case Content.EndOfStream end -> END;
      case Content.Batch batch -> "video_frame_batch";
      case Content.Update update -> "video_frame_update";
      case Content.UserData data -> "user_data";
      case Content.Shutdown shutdown -> "shutdown";
      case Content.Unknown unknown -> "unknown";
      case Content.Nothing nothing -> "nothing";
    };
  }
}
