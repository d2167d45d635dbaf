package io.framegauge.adapters.exchange;

import io.framegauge.pipeline.port.IncomingFrame;
import io.framegauge.pipeline.port.OutgoingFrame;
import java.util.List;

/// Frames that leave a module as frames that enter a pipeline beside it.
final class SideFrames {
  private SideFrames() {}

  /// Whether it tells a time at all.
  static boolean isTimed(OutgoingFrame frame) {
    return shownNanos(frame) != IncomingFrame.NO_TIME;
  }

  /// A frame that tells only when it is to be decoded is shown then.
  private static long shownNanos(OutgoingFrame frame) {
    boolean told = frame.ptsNanos() != IncomingFrame.NO_TIME;
    return told ? frame.ptsNanos() : frame.dtsNanos();
  }

  /// The picture with its times.
  static IncomingFrame of(OutgoingFrame frame) {
    return new IncomingFrame(
        frame.bytes(),
        shownNanos(frame),
        frame.dtsNanos(),
        frame.durationNanos(),
        frame.keyframe(),
        List.of());
  }
}
