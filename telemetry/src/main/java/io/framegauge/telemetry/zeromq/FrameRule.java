package io.framegauge.telemetry.zeromq;

import zmq.io.Metadata;

/// What becomes of a frame that a peer has sent, decided before it is queued. Called on JeroMQ's
/// I/O thread: must not block.
interface FrameRule {
  /// Leaves the frame as it is, drops it or ends its message.
  ///
  /// @param connection one object a connection, for as long as it lasts
  void check(GuardedFrame frame, Metadata connection);
}
