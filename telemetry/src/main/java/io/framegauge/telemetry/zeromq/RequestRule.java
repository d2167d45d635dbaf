package io.framegauge.telemetry.zeromq;

import java.util.UUID;
import zmq.io.Metadata;

/// Bounds the frames of a message. `maxMsgSize` is a limit for one frame only: without this, a
/// message of endlessly many frames fills the heap, as it does in libzmq. What is left is still
/// more than a request may have, so that it is answered with an error.
final class RequestRule implements FrameRule {

  /// A peer fills the same table with the properties of its handshake, so it must not know the
  /// name.
  private static final String OPEN_FRAMES = "Framegauge-Open-Frames-" + UUID.randomUUID();

  private final int maxOpenFrames;

  /// Four frames, as a request has them.
  RequestRule() {
    this(3);
  }

  /// @param maxOpenFrames that have another one behind them
  RequestRule(int maxOpenFrames) {
    this.maxOpenFrames = maxOpenFrames;
  }

  @Override
  public void check(GuardedFrame frame, Metadata connection) {
    if (!frame.hasMore()) {
      connection.remove(OPEN_FRAMES);
      return;
    }
    String before = connection.get(OPEN_FRAMES);
    int open = before == null ? 0 : Integer.parseInt(before);
    if (open >= maxOpenFrames) {
      frame.drop();
    } else {
      connection.put(OPEN_FRAMES, Integer.toString(open + 1));
    }
  }
}
