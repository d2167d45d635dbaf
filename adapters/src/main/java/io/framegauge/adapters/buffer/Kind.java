package io.framegauge.adapters.buffer;

import io.framegauge.adapters.transport.Content;
import io.framegauge.adapters.transport.VideoFrame;
import java.util.Arrays;

/// What may happen to a message; its code stands in the store.
enum Kind {
  /// One or more frames, of which the newest are dropped when too many wait.
  FRAME(0),
  /// What travels beside frames.
  SERVICE(1),
  /// What must never be dropped: the end of a stream, a shutdown.
  VITAL(2);

  private final byte code;

  Kind(int code) {
    this.code = (byte) code;
  }

  byte code() {
    return code;
  }

  static Kind of(byte code) {
    return Arrays.stream(values())
        .filter(kind -> kind.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("must be a kind: code=" + code));
  }

  static Kind of(Content content) {
    return switch (content) {
      case VideoFrame frame -> FRAME;
      case Content.Batch batch -> FRAME;
      case Content.EndOfStream end -> VITAL;
      case Content.Shutdown shutdown -> VITAL;
      case Content.Update update -> SERVICE;
      case Content.UserData data -> SERVICE;
      case Content.Unknown unknown -> SERVICE;
      case Content.Nothing nothing -> SERVICE;
    };
  }
}
