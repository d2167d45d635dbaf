package io.framegauge.adapters.exchange;

import io.framegauge.pipeline.port.IncomingFrame;
import io.framegauge.pipeline.port.OutgoingFrame;
import java.util.List;

/// Frames that leave a module as frames that enter a pipeline beside it.
final class SideFrames {
  private SideFrames() {}

  /// The picture with its times. A frame that tells only when it is to be decoded is shown then.
  static IncomingFrame of(OutgoingFrame frame) {
    boolean timed = frame.ptsNanos() != IncomingFrame.NO_TIME;
    return new IncomingFrame(
        frame.bytes(),
        timed ? frame.ptsNanos() : frame.dtsNanos(),
        frame.dtsNanos(),
        frame.durationNanos(),
        frame.keyframe(),
        List.of());
  }
}
